import type { Bias } from './bias';

/** Why a source's price may lie away from ours; `none`: it does not, `unknown`: nothing that we look for fits. */
export const GAP_CAUSES = ['none', 'unit', 'level', 'day', 'variety', 'sample', 'unknown'] as const;
export type GapCause = (typeof GAP_CAUSES)[number];

/** A source's price beside what we know around it. Prices are Rp per base unit. */
export interface GapFacts {
  readonly theirs: number;
  readonly ours: number;
  /** What the source usually shows of this commodity. */
  readonly bias: Bias | null;
  /** Our price of the same place on the day before and after. */
  readonly before: number | null;
  readonly after: number | null;
  /** Our prices of related varieties at the same place and day. */
  readonly varieties: readonly number[];
  /** Behind our price: markets (or reports of one market), the lowest and the highest of them. */
  readonly count: number;
  readonly low: number;
  readonly high: number;
}

/** Within 4 % two honest averages may differ. */
export const GAP_TOLERANCE = 0.04;
/** So close must another day or variety come to explain a gap. */
const MATCH = 0.015;
/** A slip by a power of ten leaves the usual difference of prices beside it. */
const UNIT_ROOM = 0.2;
const SLIPS = [10, 100, 1000].flatMap((slip) => [Math.log(slip), -Math.log(slip)]);
/** A bias is steady once it was seen so often and holds together. */
const STEADY_COUNT = 5;
const STEADY_SPREAD = 0.03;
const FEW = 3;
const WIDE = 0.25;

/**
 * The likeliest cause, the plainest first: a slip of units, then the level that the source always has, then
 * another day, another variety, and few or scattered reports on our side.
 */
export function causeOf(facts: GapFacts): GapCause {
  const { theirs, ours, bias } = facts;
  const gap = Math.log(theirs / ours);
  if (Math.abs(gap) <= GAP_TOLERANCE) return 'none';
  if (isSlip(gap)) return 'unit';
  const steady = bias !== null && bias.count >= STEADY_COUNT && bias.spread <= STEADY_SPREAD;
  if (steady && Math.abs(gap - bias.gap) <= GAP_TOLERANCE) return 'level';
  // A source that is always higher shows yesterday's price higher as well.
  const usual = steady ? bias.gap : 0;
  const matches = (price: number | null) =>
    price !== null && price > 0 && Math.abs(Math.log(theirs / price) - usual) <= MATCH;
  if (matches(facts.before) || matches(facts.after)) return 'day';
  if (facts.varieties.some(matches)) return 'variety';
  if (facts.count < FEW || Math.log(facts.high / facts.low) > WIDE) return 'sample';
  return 'unknown';
}

/** Whether a gap looks like a price per 100 g, per sack or in thousands of rupiah. */
export function isSlip(gap: number): boolean {
  return SLIPS.some((slip) => Math.abs(gap - slip) <= UNIT_ROOM);
}

/** The cause that explains most of the gaps of a commodity; `none` while most of its prices agree. */
export function usualCause(causes: readonly GapCause[]): GapCause {
  const counts = new Map<GapCause, number>();
  for (const cause of causes) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  const most = [...counts].sort((a, b) => b[1] - a[1] || GAP_CAUSES.indexOf(a[0]) - GAP_CAUSES.indexOf(b[0]));
  return most[0]?.[0] ?? 'none';
}
