import type { VolatilityClass } from '@/lib/market/commodity';
import { FACTORS, type Factor, type FactorWeights } from '@/lib/market/factor';
import { weekScore } from './household';
import { dayAt, type LiveSeries, type LiveWeeks, othersNow } from './live-weeks';

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

export interface WeighedWeek {
  readonly impactScore: number;
  readonly dominantFactor: Factor;
  readonly factorsWithWeights: FactorWeights;
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
  const weights = ofTenThousand(parts, change);
  const real = change - (live.model.inflation[at] ?? 0);
  return {
    impactScore: change === 0 ? 0 : weekScore(series.past, real, report.volatility),
    dominantFactor: heaviestOf(weights),
    factorsWithWeights: asWeights(weights),
    change,
    parts,
    inputs: others,
  };
}

function takeApart(
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

const WHOLE = 10_000;

/** Sizes of the parts in whole ten-thousandths that add up to all; without a change nothing is explained. */
function ofTenThousand(parts: Float64Array, change: number): Float64Array {
  const shares = new Float64Array(parts.length);
  let total = 0;
  for (let f = 0; f < parts.length; f++) total += Math.abs(parts[f] as number);
  if (change === 0 || total === 0) {
    shares[UNEXPLAINED] = WHOLE;
    return shares;
  }
  let given = 0;
  let most = UNEXPLAINED;
  for (let f = 0; f < parts.length; f++) {
    const share = Math.round((WHOLE * Math.abs(parts[f] as number)) / total);
    shares[f] = share;
    given += share;
    if (share > (shares[most] as number)) most = f;
  }
  shares[most] = (shares[most] as number) + WHOLE - given;
  return shares;
}

function heaviestOf(shares: Float64Array): Factor {
  let most = UNEXPLAINED;
  for (let f = 0; f < shares.length; f++) if ((shares[f] as number) > (shares[most] as number)) most = f;
  return FACTORS[most] as Factor;
}

function asWeights(shares: Float64Array): FactorWeights {
  const of = (f: number) => (shares[f] as number) / WHOLE;
  return {
    weather: of(0),
    pests: of(1),
    distribution: of(2),
    logistics: of(3),
    oversupply: of(4),
    seasonal_harvest: of(5),
    national_demand: of(6),
    unexplained: of(7),
  };
}
