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
  const sums = new RollupSums(places);
  for (const { reading, verdicts, provenance } of batch) {
    const { marketId, regionId, observedAt, prices } = reading;
    const stall = { marketId, regionId, observedAt, simulated: provenance === 'simulated' };
    for (let i = 0; i < prices.length; i++) {
      const price = prices[i];
      if (price !== undefined && verdicts[i]?.lane === 'accepted') sums.add(stall, price);
    }
  }
  return sums.deltas();
}

/** @throws Error when a price's region is not in `places` */
export function sumDeltas(counted: readonly CountedPrice[], places: Places): RollupDeltas {
  const sums = new RollupSums(places);
  for (const price of counted) sums.add(price, price);
  return sums.deltas();
}

type Stall = Pick<CountedPrice, 'marketId' | 'regionId' | 'observedAt' | 'simulated'>;
type StallPrice = Pick<CountedPrice, 'commodityId' | 'price'>;

class RollupSums {
  readonly #hours = new Buckets((hour) => isoTime(hour * HOUR_MS));
  readonly #days = new Buckets(dayToIso);

  constructor(private readonly places: Places) {}

  add(stall: Stall, price: StallPrice): void {
    const zone = this.places.regions.get(stall.regionId)?.timeZone;
    if (zone === undefined) throw new Error(`no region ${stall.regionId} in the catalog`);
    this.#hours.add(Math.floor(stall.observedAt / HOUR_MS), stall, price);
    this.#days.add(localDay(stall.observedAt, zone), stall, price);
  }

  deltas(): RollupDeltas {
    return { hours: this.#hours.deltas(), days: this.#days.deltas() };
  }
}

/** More than there are commodities: their numbers have two bytes. */
export const COMMODITIES = 2 ** 15;

interface Bucket {
  readonly name: string;
  readonly deltas: Map<number, RollupDelta>;
}

/** Sums by bucket, market and commodity. A batch falls into few buckets, so each is named once. */
export class Buckets {
  readonly #buckets = new Map<number, Bucket>();

  /** @param nameOf a bucket's number, as it is stored */
  constructor(private readonly nameOf: (bucket: number) => string) {}

  add(
    bucket: number,
    { marketId, regionId, simulated }: Omit<Stall, 'observedAt'>,
    { commodityId, price }: StallPrice,
  ): void {
    const { name, deltas } = this.#at(bucket);
    const key = marketId * COMMODITIES + commodityId;
    const delta = deltas.get(key);
    const made = simulated ? 1 : 0;
    if (delta === undefined) {
      const sums = { n: 1, total: price, low: price, high: price, simulated: made };
      deltas.set(key, { marketId, regionId, commodityId, bucket: name, ...sums });
      return;
    }
    delta.n += 1;
    delta.total += price;
    delta.low = Math.min(delta.low, price);
    delta.high = Math.max(delta.high, price);
    delta.simulated += made;
  }

  deltas(): RollupDelta[] {
    return [...this.#buckets.values()].flatMap(({ deltas }) => [...deltas.values()]);
  }

  #at(bucket: number): Bucket {
    const known = this.#buckets.get(bucket);
    if (known !== undefined) return known;
    const fresh = { name: this.nameOf(bucket), deltas: new Map() };
    this.#buckets.set(bucket, fresh);
    return fresh;
  }
}
