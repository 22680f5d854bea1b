import { dayToIso, localDay } from '@/lib/market/calendar';
import type { TimeZone } from '@/lib/market/region';
import type { RollupDelta } from '../river/rollup-deltas';

/** One accepted price of history. */
interface CountedPrice {
  readonly marketId: number;
  readonly regionId: number;
  readonly commodityId: number;
  readonly price: number;
  /** ms since 1970. */
  readonly observedAt: number;
}

/**
 * Sums prices by market, commodity and local day, for batches of many thousand rows.
 *
 * @throws Error when a price's region is not among `regions`
 */
export function sumDays(
  prices: readonly CountedPrice[],
  regions: ReadonlyMap<number, { readonly timeZone: TimeZone }>,
  simulated: boolean,
): readonly RollupDelta[] {
  const deltas = new Map<number, RollupDelta>();
  const isoOf = memo(dayToIso);
  for (const { marketId, regionId, commodityId, price, observedAt } of prices) {
    const zone = regions.get(regionId)?.timeZone;
    if (zone === undefined) throw new Error(`no region ${regionId} in the catalog`);
    const day = localDay(observedAt, zone);
    // Below 2^53 for four million markets and dates until 2149.
    const key = (marketId * 32_768 + commodityId) * 65_536 + day;
    const held = deltas.get(key);
    const mark = simulated ? 1 : 0;
    if (held === undefined) {
      const place = { marketId, regionId, commodityId, bucket: isoOf(day) };
      deltas.set(key, { ...place, n: 1, total: price, low: price, high: price, simulated: mark });
      continue;
    }
    held.n += 1;
    held.total += price;
    held.low = Math.min(held.low, price);
    held.high = Math.max(held.high, price);
    held.simulated += mark;
  }
  return [...deltas.values()];
}

/** One row of a day rollup: `level` 0 nation, 1 region, 2 market. */
export interface DayTotal {
  readonly level: 0 | 1 | 2;
  readonly areaId: number;
  readonly commodityId: number;
  readonly bucket: string;
  n: number;
  total: number;
  low: number;
  high: number;
  simulated: number;
}

/**
 * The rows that days without any price so far get. Above the market every market counts once: `total` is the
 * sum of the markets' means, each rounded half up, and `n` the number of markets.
 */
export function dayTotals(deltas: readonly RollupDelta[]): readonly DayTotal[] {
  const rows: DayTotal[] = [];
  const areas = new Map<string, DayTotal>();
  for (const d of deltas) {
    const { commodityId, bucket, low, high, simulated } = d;
    rows.push({ level: 2, areaId: d.marketId, commodityId, bucket, n: d.n, total: d.total, low, high, simulated });
    const mean = Math.floor((2 * d.total + d.n) / (2 * d.n));
    addMean(areas, 1, d.regionId, d, mean);
    addMean(areas, 0, 0, d, mean);
  }
  return [...rows, ...areas.values()];
}

function addMean(
  areas: Map<string, DayTotal>,
  level: 0 | 1,
  areaId: number,
  { commodityId, bucket, low, high, simulated }: RollupDelta,
  mean: number,
): void {
  const key = `${level}|${areaId}|${commodityId}|${bucket}`;
  const held = areas.get(key);
  if (held === undefined) {
    areas.set(key, { level, areaId, commodityId, bucket, n: 1, total: mean, low, high, simulated });
    return;
  }
  held.n += 1;
  held.total += mean;
  held.low = Math.min(held.low, low);
  held.high = Math.max(held.high, high);
  held.simulated += simulated;
}

function memo(of: (value: number) => string): (value: number) => string {
  const known = new Map<number, string>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const found = of(value);
    known.set(value, found);
    return found;
  };
}
