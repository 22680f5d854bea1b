import { fitWeeks } from '@/lib/impact/fit-week-model';
import type { World } from '@/lib/impact/known-causes';
import { createLiveWeeks, type LiveWeeks, tellWeek } from '@/lib/impact/live-weeks';
import { type KnownMarket, WEEKS } from './market';

/** A simulated market as the live door sees it: learnt from all weeks but the last, told the prices of the last. */
export interface LearntMarket {
  readonly live: LiveWeeks;
  readonly day: number;
  /** Number and last price of each. */
  readonly markets: readonly (readonly [marketId: number, price: number])[];
}

/** @param world what is told of the world; the market's own when left out */
export function learnMarket(market: KnownMarket, world: World = market.world): LearntMarket {
  const day = market.days[WEEKS - 1] as number;
  const series = market.places.map((place, i) => ({
    market: i + 1,
    region: place.regionId,
    island: place.island,
    prices: [...(market.logs[i] as Float64Array).subarray(0, WEEKS - 1)].map((v) => Math.exp(v)),
  }));
  const events = (world.events ?? []).map((e) => ({ ...e, market: null }));
  const model = fitWeeks({ day, series, events }, world, () => 0);
  if (model === null) throw new Error('a market of five years taught nothing');
  const live = createLiveWeeks('bench', model);
  const markets = market.logs.map(
    (own, i) => [i + 1, Math.round(Math.exp(own[WEEKS - 1] as number))] as const,
  );
  for (const [marketId, price] of markets) tellWeek(live, marketId, price, day);
  return { live, day, markets };
}
