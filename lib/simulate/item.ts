import type { Commodity, VolatilityClass } from '@/lib/market/commodity';
import type { MonthlyMeans, PriceBehaviour, SimulationData } from './domain-figures';
import { fitSwing, type YearlySwing } from './season';

/** What one commodity does in the simulated country. All sizes are of natural logs of prices. */
export interface Item {
  readonly commodityId: number;
  readonly code: string;
  readonly volatility: VolatilityClass;
  /** Log of the national level at the start of 2026. */
  readonly logLevel: number;
  /** Each province against the nation, in the order of the regions. */
  readonly regionRelative: readonly number[];
  readonly swing: YearlySwing;
  /** How far festive demand lifts the price at its peak. */
  readonly festiveLift: number;
  /** Standard deviation of the change over 30 days that the whole country shares. */
  readonly nationalMove: number;
  /** The same of what a province does beside the nation. */
  readonly localMove: number;
  /** Size of a sudden local shortage. */
  readonly shock: number;
}

/**
 * The commodities sold, and for those without published figures of their own, the one whose way of moving
 * they borrow.
 */
const SOLD: readonly (readonly [code: string, like?: string])[] = [
  ['beras-premium'],
  ['beras-medium'],
  ['beras-sphp', 'beras-medium'],
  ['bawang-merah'],
  ['bawang-putih'],
  ['cabai-merah-keriting'],
  ['cabai-merah-besar', 'cabai-merah-keriting'],
  ['cabai-rawit-merah'],
  ['daging-sapi'],
  ['daging-ayam-ras'],
  ['telur-ayam-ras'],
  ['gula-konsumsi'],
  ['minyakita', 'gula-konsumsi'],
  ['minyak-goreng-kemasan'],
  ['minyak-goreng-curah'],
  ['tepung-terigu-curah'],
  ['tepung-terigu-kemasan', 'tepung-terigu-curah'],
  ['ikan-kembung', 'daging-ayam-ras'],
  ['ikan-tongkol', 'daging-ayam-ras'],
  ['ikan-bandeng', 'daging-ayam-ras'],
];

/** Assumed: published series are too short to part a feast from the season it falls in. */
const FESTIVE_LIFT: Readonly<Record<VolatilityClass, number>> = { low: 0.015, medium: 0.07, high: 0.14 };
const FESTIVE_LIFT_OF: Readonly<Record<string, number>> = { 'daging-sapi': 0.06 };
/** Two years of swings are half weather and half season. */
const SEASON_SHARE = 0.6;
/** Means of months move less than the days in them. */
const MONTH_TO_DAY = 1.15;

/** @throws Error when a commodity that is sold, or its model, is missing from the figures */
export function createItems(data: SimulationData): Item[] {
  return SOLD.map(([code, like]) => createItem(code, like ?? code, data));
}

function createItem(code: string, like: string, data: SimulationData): Item {
  const commodity = find(data.commodities, code);
  const model = find(data.commodities, like);
  const series = data.monthlyMeans.filter((m) => m.commodityId === model.id);
  const behaviour = data.behaviour.find((b) => b.commodityId === model.id);
  if (series.length === 0 || behaviour === undefined || commodity.typicalPrice === null) {
    throw new Error(`the figures of ${code} are incomplete`);
  }
  const national = nationalLogs(series);
  const { swing, residuals } = fitSwing(national);
  return {
    commodityId: commodity.id,
    code,
    volatility: commodity.volatility,
    logLevel: Math.log(commodity.typicalPrice),
    regionRelative: regionRelatives(series, national, data),
    swing: { cos: swing.cos * SEASON_SHARE, sin: swing.sin * SEASON_SHARE },
    festiveLift: FESTIVE_LIFT_OF[code] ?? FESTIVE_LIFT[commodity.volatility],
    nationalMove: MONTH_TO_DAY * deviation(changes(residuals).filter(Number.isFinite)),
    localMove: MONTH_TO_DAY * localDeviation(series, national),
    shock: shockOf(behaviour),
  };
}

/** Sellers pass a shortage on over several days, so it is larger than the province's largest daily moves. */
function shockOf(behaviour: PriceBehaviour): number {
  return 1.5 * behaviour.p995Move;
}

function nationalLogs(series: readonly MonthlyMeans[]): number[] {
  const months = Math.max(...series.map((s) => s.prices.length));
  return Array.from({ length: months }, (_, t) =>
    mean(series.map((s) => Math.log(s.prices[t] ?? Number.NaN)).filter(Number.isFinite)),
  );
}

/** A province without figures is like the nearest one that has some. */
function regionRelatives(
  series: readonly MonthlyMeans[],
  national: readonly number[],
  data: SimulationData,
): number[] {
  const known = new Map(
    series.map((s) => [s.regionId, mean(relatives(s, national).filter(Number.isFinite))] as const),
  );
  return data.regions.map((region) => {
    const own = known.get(region.id);
    if (own !== undefined) return own;
    const away = (id: number) => {
      const other = data.regions.find((r) => r.id === id);
      return other === undefined
        ? Number.POSITIVE_INFINITY
        : Math.hypot(other.latitude - region.latitude, other.longitude - region.longitude);
    };
    const nearest = [...known.keys()].sort((a, b) => away(a) - away(b))[0];
    return nearest === undefined ? 0 : (known.get(nearest) ?? 0);
  });
}

function relatives(series: MonthlyMeans, national: readonly number[]): number[] {
  return series.prices.map((price, t) => Math.log(price) - (national[t] ?? Number.NaN));
}

function localDeviation(series: readonly MonthlyMeans[], national: readonly number[]): number {
  return deviation(series.flatMap((s) => changes(relatives(s, national))).filter(Number.isFinite));
}

function changes(values: readonly number[]): number[] {
  return values.slice(1).map((value, i) => value - (values[i] ?? Number.NaN));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((v) => (v - centre) ** 2)));
}

function find(commodities: readonly Commodity[], code: string): Commodity {
  const commodity = commodities.find((c) => c.code === code);
  if (commodity === undefined) throw new Error(`no commodity ${code}`);
  return commodity;
}
