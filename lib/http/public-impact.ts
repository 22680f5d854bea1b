import { z } from 'zod';
import { expectKnown } from '@/lib/services/expect-known';
import { queryImpact } from '@/lib/services/query-impact';
import { door } from './door';
import { publicJson } from './json';
import { commodityCode, marketCode, parseQuery } from './query';

const DIGITS = 'Write a price in whole rupiah, in digits alone, such as 15000';

/** In digits alone: in `15.000` the point would end the rupiah, where Indonesia parts thousands by it. */
const price = z
  .string({ error: ({ input }) => (input === undefined ? undefined : DIGITS) })
  .regex(/^\d{1,16}$/, DIGITS)
  .transform(Number)
  .pipe(
    z
      .number()
      .int()
      .min(1, 'Write a price of 1 rupiah or more')
      .max(1_000_000_000, 'Write a price of at most one billion rupiah'),
  );

export const impactQueryParameters = z.strictObject({
  commodity: commodityCode,
  market_id: marketCode,
  prev_price: price,
  new_price: price,
});

/** `GET /api/public/impact`: what a move between two prices would weigh in a market today. */
export const impactQuery = door('impact', (request, runtime) =>
  publicJson(queryImpact(runtime, expectKnown(runtime, parseQuery(request, impactQueryParameters))), 5),
);
