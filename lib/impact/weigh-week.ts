import type { VolatilityClass } from '@/lib/market/commodity';
import { FACTORS } from '@/lib/market/factor';
import { weekScore } from './household';
import { dayAt, type LiveSeries, type LiveWeeks, othersNow } from './live-weeks';
import { type Shares, sharesOf } from './shares';

/** What is weighed: a price, or a move between two. */
export interface WeekReport {
  readonly marketId: number;
  readonly volatility: VolatilityClass;
  /** Rp per base unit. */
  readonly price: number;
  readonly day: number;
  /** Price to compare with; left out, it is the market's of a week before. */
  readonly before?: number;
}

export interface WeighedWeek extends Shares {
  readonly impactScore: number;
  /** Log of the change, and what each factor did to it, in the order of `FACTORS`; they add up. */
  readonly change: number;
  readonly parts: Float64Array;
  /** What the other markets did; with the model, the market, the day and the price it gives the same again. */
  readonly inputs: readonly [nation: number, region: number, island: number];
}

const NATIONAL = FACTORS.indexOf('national_demand');
const DISTRIBUTION = FACTORS.indexOf('distribution');
const UNEXPLAINED = FACTORS.indexOf('unexplained');

/** Weighs a price against its week. `null` for a market or day that the model does not know. */
export function weighWeek(
  live: LiveWeeks,
  report: WeekReport,
  inputs?: WeighedWeek['inputs'],
): WeighedWeek | null {
  const series = live.series.get(report.marketId);
  const at = dayAt(live, report.day);
  const known = series?.known[at];
  if (series === undefined || known === undefined) return null;
  const change = Math.log(report.price / (report.before ?? series.base));
  const others = inputs ?? othersNow(live, series);
  const parts = takeApart(live, series, known.parts, change, others);
  const real = change - (live.model.inflation[at] ?? 0);
  return {
    impactScore: change === 0 ? 0 : weekScore(series.past, real, report.volatility),
    ...sharesOf(parts, change),
    change,
    parts,
    inputs: others,
  };
}

/** What each factor did to a change; what is left of it is unexplained. */
export function takeApart(
  { model }: LiveWeeks,
  { before }: LiveSeries,
  known: readonly number[],
  change: number,
  [nation, region, island]: WeighedWeek['inputs'],
): Float64Array {
  const parts = new Float64Array(FACTORS.length);
  for (let f = 0; f < parts.length; f++) parts[f] = (known[f] as number) + (before[f] as number);
  parts[NATIONAL] = (parts[NATIONAL] as number) + model.now.nation * nation;
  parts[DISTRIBUTION] =
    (parts[DISTRIBUTION] as number) + model.now.region * region + model.now.island * island;
  let sum = 0;
  for (let f = 0; f < parts.length; f++) if (f !== UNEXPLAINED) sum += parts[f] as number;
  parts[UNEXPLAINED] = change - sum;
  return parts;
}
