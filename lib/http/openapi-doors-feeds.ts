import { z } from 'zod';
import { GAP_CAUSES } from '@/lib/feeds/cause';
import { BEARER } from './openapi-curl';
import type { DescribedDoor } from './openapi-door';
import { day, ratio, time } from './openapi-parts';

const result = z
  .strictObject({
    fault: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
    accepted: z.number().int(),
    refused: z.number().int(),
    rows: z.array(
      z.strictObject({
        line: z.number().int(),
        field: z.string(),
        code: z.string(),
        said: z.string(),
        message: z.string(),
      }),
    ),
  })
  .nullable();

const feeds = z
  .strictObject({
    feeds: z.array(
      z.strictObject({
        name: z.string(),
        address: z.string().meta({ description: 'Without what follows a question mark' }),
        enabled: z.boolean(),
        every_hours: z.number().int(),
        last_at: time.nullable(),
        last_result: result,
        bias: z.array(
          z.strictObject({
            commodity: z.string(),
            gap: ratio.meta({ description: '0.05: usually 5 % above our accepted prices' }),
            spread: ratio,
            compared: z.number().int(),
            last_day: day,
            likely_cause: z.enum(GAP_CAUSES),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Feeds' });

/** Doors about price sources outside of the platform. */
export const FEED_DOORS: readonly DescribedDoor[] = [
  {
    id: 'feeds',
    chapter: 'platform',
    method: 'get',
    path: '/api/feeds',
    words: {
      en: 'Central and partner price sources: the last run with what it refused, and per commodity how far a source lies from our accepted prices and why that may be.',
      id: 'Sumber harga pusat dan mitra: bacaan terakhir dengan baris yang ditolak, dan per komoditas seberapa jauh sumber itu dari harga kita yang diterima serta kemungkinan sebabnya.',
    },
    token: 'api',
    answer: feeds,
    problems: [401, 403],
    curl: [`$SMP/api/feeds ${BEARER}`],
  },
];
