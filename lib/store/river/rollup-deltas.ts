import { dayToIso, localDay } from '@/lib/market/calendar';
import { isoTime } from '@/lib/market/iso-time';
import type { JudgedReading } from '@/lib/market/judged-reading';
import type { Places } from './ledger-head';

const HOUR_MS = 3_600_000;

/** What a batch adds to one market's bucket. */
export interface RollupDelta {
  readonly marketId: number;
  readonly regionId: number;
  readonly commodityId: number;
  /** ISO time for hours, ISO date for days. */
  readonly bucket: string;
  n: number;
  total: number;
  low: number;
  high: number;
  simulated: number;
}

export interface RollupDeltas {
  readonly hours: readonly RollupDelta[];
  readonly days: readonly RollupDelta[];
}

/** One accepted price on its way into the rollups. */
export interface CountedPrice {
  readonly marketId: number;
  readonly regionId: number;
  readonly commodityId: number;
  readonly price: number;
  readonly observedAt: number;
  readonly simulated: boolean;
}

/** Sums a batch's accepted prices by market, commodity and bucket. Other lanes count nowhere. */
export function rollupDeltas(batch: readonly JudgedReading[], places: Places): RollupDeltas {
  const counted: CountedPrice[] = [];
  for (const { reading, verdicts, provenance } of batch) {
    reading.prices.forEach((p, i) => {
      if (verdicts[i]?.lane !== 'accepted') return;
      counted.push({
        marketId: reading.marketId,
        regionId: reading.regionId,
        commodityId: p.commodityId,
        price: p.price,
        observedAt: reading.observedAt,
        simulated: provenance === 'simulated',
      });
    });
  }
  return sumDeltas(counted, places);
}

/** @throws Error when a price's region is not in `places` */
export function sumDeltas(counted: readonly CountedPrice[], places: Places): RollupDeltas {
  const hours = new Map<string, RollupDelta>();
  const days = new Map<string, RollupDelta>();
  for (const price of counted) {
    const zone = places.regions.get(price.regionId)?.timeZone;
    if (zone === undefined) throw new Error(`no region ${price.regionId} in the catalog`);
    const hour = isoTime(Math.floor(price.observedAt / HOUR_MS) * HOUR_MS);
    add(hours, price, hour);
    add(days, price, dayToIso(localDay(price.observedAt, zone)));
  }
  return { hours: [...hours.values()], days: [...days.values()] };
}

function add(into: Map<string, RollupDelta>, p: CountedPrice, bucket: string): void {
  const key = `${p.marketId}|${p.commodityId}|${bucket}`;
  const delta = into.get(key);
  if (delta === undefined) {
    const { marketId, regionId, commodityId, price } = p;
    const simulated = p.simulated ? 1 : 0;
    into.set(key, {
      marketId,
      regionId,
      commodityId,
      bucket,
      n: 1,
      total: price,
      low: price,
      high: price,
      simulated,
    });
    return;
  }
  delta.n += 1;
  delta.total += p.price;
  delta.low = Math.min(delta.low, p.price);
  delta.high = Math.max(delta.high, p.price);
  delta.simulated += p.simulated ? 1 : 0;
}
