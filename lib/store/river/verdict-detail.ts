import { z } from 'zod';
import type { Impact } from '@/lib/market/factor';
import type { DetectorResult, Verdict } from '@/lib/market/verdict';

/**
 * The parts of a verdict and an impact that have no column of their own, with the name that the device used. The text is
 * what `JSON.stringify` makes of them; every price on its way in needs one, and written by hand it takes less time.
 */
export function verdictDetail(
  { expected, acceptedRange: accepted, detectors }: Verdict,
  saidAs: string,
  { model, inputs }: Pick<Impact, 'model' | 'inputs'>,
): string {
  const range =
    accepted === null ? 'null' : `{"low":${number(accepted.low)},"high":${number(accepted.high)}}`;
  let heard = '';
  for (const detector of detectors) heard += (heard === '' ? '' : ',') + detectorText(detector);
  const told = inputs === undefined ? '' : `,"inputs":${JSON.stringify(inputs)}`;
  return `{"said_as":${quoted(saidAs)},"expected":${number(expected)},"accepted":${range},"detectors":[${heard}],"weighed":{"model":${quoted(model)}${told}}}`;
}

function detectorText({ name, value, limit, vote, window, peers, sources }: DetectorResult): string {
  const beside = peers === undefined ? '' : `,"peers":${JSON.stringify(peers)}`;
  const said = sources === undefined ? '' : `,"sources":${JSON.stringify(sources)}`;
  return `{"name":${quoted(name)},"value":${number(value)},"limit":${number(limit)},"vote":${vote},"window":${number(window)}${beside}${said}}`;
}

function number(value: number | null): string {
  return value !== null && Number.isFinite(value) ? String(value) : 'null';
}

/** Texts in which JSON escapes nothing. */
const PLAIN = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
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
