import { dayToIso, localDay } from '@/lib/market/calendar';
import type { TimeZone } from '@/lib/market/region';
import { Buckets, COMMODITIES, type RollupDelta } from '../river/rollup-deltas';

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
  const days = new Buckets(dayToIso);
  for (const price of prices) {
    const zone = regions.get(price.regionId)?.timeZone;
    if (zone === undefined) throw new Error(`no region ${price.regionId} in the catalog`);
    const { marketId, regionId } = price;
    days.add(localDay(price.observedAt, zone), { marketId, regionId, simulated }, price);
  }
  return days.deltas();
}

/** One day of a region, or of the nation (`areaId` 0). */
export interface AreaDay {
  readonly areaId: number;
  readonly commodityId: number;
  readonly bucket: string;
  /** Markets, and the sum of their means, each rounded half up: a market counts once. */
  n: number;
  total: number;
  low: number;
  high: number;
  simulated: number;
}

/** What days without any price so far get above the markets. */
export function sumAreas(deltas: readonly RollupDelta[]): readonly AreaDay[] {
  const days = new Map<string, Map<number, AreaDay>>();
  for (const delta of deltas) {
    let areas = days.get(delta.bucket);
    if (areas === undefined) {
      areas = new Map();
      days.set(delta.bucket, areas);
    }
    addMarket(areas, delta.regionId, delta);
    addMarket(areas, 0, delta);
  }
  return [...days.values()].flatMap((areas) => [...areas.values()]);
}

function addMarket(areas: Map<number, AreaDay>, areaId: number, delta: RollupDelta): void {
  const { commodityId, bucket, n, total, low, high, simulated } = delta;
  const mean = Math.floor((2 * total + n) / (2 * n));
  const key = areaId * COMMODITIES + commodityId;
  const held = areas.get(key);
  if (held === undefined) {
    areas.set(key, { areaId, commodityId, bucket, n: 1, total: mean, low, high, simulated });
    return;
  }
  held.n += 1;
  held.total += mean;
  held.low = Math.min(held.low, low);
  held.high = Math.max(held.high, high);
  held.simulated += simulated;
}
