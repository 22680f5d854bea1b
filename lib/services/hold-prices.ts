import type { HeldPrice } from '@/lib/validate/report';
import { SETTLE_WITHIN } from '@/lib/validate/settle';

/** A held price with its place in the ledger. */
export interface WaitingPrice extends HeldPrice {
  readonly observationId: number;
}

/**
 * Held prices that wait for a second look, in process. A price is looked at when its market reported the
 * commodity again, when a new day opened, and when its 72 hours are over. Everything here costs at most a map
 * look-up on the way of a reading; the work is the job's.
 */
export interface HeldPrices {
  readonly size: number;
  /** True when some were left out for want of room: they are in the database, to be read once there is room. */
  readonly overflown: boolean;
  /** @returns false when it is here already, or there is no room */
  add(price: WaitingPrice): boolean;
  /** A report of this market and commodity was committed at ledger position `index`. */
  reported(marketId: number, commodityId: number, index: number): void;
  /** It is this day (number) now; on a new one every price is worth a look. */
  openDay(day: number): void;
  /** Takes prices that are worth a look, at most `limit` and one of each market and commodity. */
  take(now: number, limit: number): readonly WaitingPrice[];
  /** Looks at a taken price again at the next chance, whatever happens meanwhile. */
  again(price: WaitingPrice): void;
  /** The waiting price at this position of the ledger. */
  find(observationId: number): WaitingPrice | undefined;
  drop(price: WaitingPrice): void;
  /** Whether prices were left out and there is room for them again; the caller then reads them. */
  wantsMore(): boolean;
  /** What was left out is about to be read. */
  refill(): void;
}

const COMMODITIES = 65_536;

/** @param room prices at most; about 200 bytes each */
export function createHeldPrices(room = 50_000): HeldPrices {
  /** In ledger order, hence nearly in the order of their deadlines. */
  const waiting = new Map<number, WaitingPrice>();
  const series = new Map<number, Set<WaitingPrice>>();
  const reports = new Map<number, number>();
  const worth = new Set<WaitingPrice>();
  let overflown = false;
  let day = Number.NaN;

  const keyOf = (p: { readonly marketId: number; readonly commodityId: number }) =>
    p.marketId * COMMODITIES + p.commodityId;

  function gather(now: number): void {
    for (const [key, index] of reports) {
      for (const price of series.get(key) ?? []) if (price.observationId < index) worth.add(price);
    }
    reports.clear();
    for (const price of waiting.values()) {
      if (now - price.receivedAt < SETTLE_WITHIN) break;
      worth.add(price);
    }
  }

  return {
    get size() {
      return waiting.size;
    },
    get overflown() {
      return overflown;
    },
    add(price) {
      if (waiting.has(price.observationId)) return false;
      if (waiting.size >= room) {
        overflown = true;
        return false;
      }
      waiting.set(price.observationId, price);
      const key = keyOf(price);
      const others = series.get(key);
      if (others === undefined) series.set(key, new Set([price]));
      else others.add(price);
      return true;
    },
    reported(marketId, commodityId, index) {
      const key = marketId * COMMODITIES + commodityId;
      if (series.has(key)) reports.set(key, index);
    },
    openDay(today) {
      if (today === day) return;
      day = today;
      for (const price of waiting.values()) worth.add(price);
    },
    take(now, limit) {
      gather(now);
      const taken: WaitingPrice[] = [];
      const keys = new Set<number>();
      for (const price of worth) {
        if (taken.length === limit) break;
        const key = keyOf(price);
        if (keys.has(key)) continue;
        keys.add(key);
        worth.delete(price);
        taken.push(price);
      }
      return taken;
    },
    again: (price) => void worth.add(price),
    find: (observationId) => waiting.get(observationId),
    drop(price) {
      waiting.delete(price.observationId);
      worth.delete(price);
      const key = keyOf(price);
      const others = series.get(key);
      others?.delete(price);
      if (others?.size === 0) series.delete(key);
    },
    wantsMore: () => overflown && waiting.size < room / 2,
    refill() {
      overflown = false;
    },
  };
}
