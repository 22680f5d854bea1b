import type { Period } from '@/lib/live/board';
import { dayToIso, isoToDay } from '@/lib/market/calendar';
import type { LastPrice } from '@/lib/store/memory/read-last-prices';
import { CARRY_DAYS } from './last-prices';

/** Prices of an earlier day, to compare with market by market. */
export interface Baseline {
  /** ISO date. */
  readonly since: string;
  /** Commodity id → market id → price, Rp. */
  readonly prices: ReadonlyMap<number, ReadonlyMap<number, number>>;
}

export type Baselines = Readonly<Record<Period, Baseline>>;

const DAYS_BACK: Readonly<Record<Period, number>> = { day: 1, week: 7, month: 30, year: 365 };

/** Reads what today is compared with. `today` is the ISO date in western Indonesia. */
export async function readBaselines(
  today: string,
  read: (day: string, carryDays: number) => Promise<readonly LastPrice[]>,
): Promise<Baselines> {
  const at = async (period: Period): Promise<Baseline> => {
    const since = dayToIso(isoToDay(today) - DAYS_BACK[period]);
    const prices = new Map<number, Map<number, number>>();
    for (const p of await read(since, CARRY_DAYS)) {
      const markets = prices.get(p.commodityId) ?? new Map<number, number>();
      markets.set(p.marketId, p.price);
      prices.set(p.commodityId, markets);
    }
    return { since, prices };
  };
  return { day: await at('day'), week: await at('week'), month: await at('month'), year: await at('year') };
}
