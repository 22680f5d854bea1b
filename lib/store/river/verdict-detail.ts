import { z } from 'zod';
import type { Impact } from '@/lib/market/factor';
import type { Verdict } from '@/lib/market/verdict';

/** The parts of a verdict and an impact that have no column of their own, with the name that the device used. */
export function verdictDetail(
  verdict: Verdict,
  saidAs: string,
  { model, inputs }: Pick<Impact, 'model' | 'inputs'>,
): string {
  return JSON.stringify({
    said_as: saidAs,
    expected: verdict.expected,
    accepted: verdict.acceptedRange,
    detectors: verdict.detectors,
    weighed: { model, inputs },
  });
}

const stored = z.object({
  said_as: z.string(),
  expected: z.number().nullable(),
  accepted: z.object({ low: z.number(), high: z.number() }).nullable(),
  detectors: z.array(
    z.object({
      name: z.string(),
      value: z.number(),
      limit: z.number(),
      vote: z.boolean(),
      window: z.number(),
      peers: z.array(z.string()).exactOptional(),
      sources: z
        .array(z.object({ source: z.string(), price: z.number(), spread: z.number(), age: z.number() }))
        .exactOptional(),
    }),
  ),
  /** Left out in rows from before weighing was told. */
  weighed: z
    .object({ model: z.string(), inputs: z.array(z.number()).readonly().exactOptional() })
    .exactOptional(),
});

export type VerdictDetail = z.output<typeof stored>;

/** @throws ZodError when the row was not written by `verdictDetail` */
export function readVerdictDetail(value: unknown): VerdictDetail {
  return stored.parse(value);
}
