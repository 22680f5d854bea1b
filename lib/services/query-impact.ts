import { weigh } from '@/lib/impact/weigh';
import { householdCost } from '@/lib/market/basket';
import { localDay } from '@/lib/market/calendar';
import type { Factor, FactorWeights } from '@/lib/market/factor';
import { basketToday } from './basket-today';
import type { BoardSource } from './board-source';
import { shownChange, shownWeights } from './price-update';
import { unknownCommodity } from './read-map';
import type { RiverMemory } from './river-memory';
import { nearNames, unknownName } from './unknown-name';

export interface ImpactAsked {
  readonly commodity: string;
  readonly market_id: string;
  /** Rp per unit. */
  readonly prev_price: number;
  readonly new_price: number;
}

export interface ImpactAnswer extends ImpactAsked {
  readonly price_change: number;
  readonly impact_score: number;
  readonly dominant_factor: Factor;
  readonly factors_with_weights: Partial<FactorWeights>;
  /** What answered: the number of a learnt model, or `moves/1` where nothing was learnt. */
  readonly model: string;
  /** Rp a month for a family of four; `null` when the basket of food does not hold the commodity. */
  readonly household_rp_per_month: number | null;
  /** Percentage points of the cost of that basket. */
  readonly basket_points: number | null;
}

/**
 * What a move from one price to another would weigh in a market today, against that province's own past moves.
 * Stores nothing. @throws SmpError NOT_FOUND
 */
export function queryImpact(
  source: BoardSource & { readonly memory: RiverMemory },
  asked: ImpactAsked,
): ImpactAnswer {
  const catalog = source.catalog();
  const commodity = catalog.commodityByCode.get(asked.commodity);
  if (commodity === undefined) throw unknownCommodity(source, asked.commodity);
  const market = catalog.marketByCode.get(asked.market_id);
  const region = market === undefined ? undefined : catalog.regions.get(market.regionId);
  if (market === undefined || region === undefined) {
    const near = nearNames(asked.market_id, catalog.marketByCode.keys());
    throw unknownName({ field: 'market_id', what: 'market', said: asked.market_id, near });
  }
  const impact = weigh(
    {
      marketId: market.id,
      regionId: region.id,
      commodityId: commodity.id,
      volatility: commodity.volatility,
      price: asked.new_price,
      before: asked.prev_price,
      day: localDay(source.clock.now(), region.timeZone),
    },
    source.memory.impact,
  );
  const item = basketToday(source, commodity.id);
  const cost = item === null ? null : householdCost(asked.prev_price, asked.new_price, item);
  return {
    ...asked,
    price_change: shownChange(asked.new_price / asked.prev_price - 1),
    impact_score: impact.impactScore,
    dominant_factor: impact.dominantFactor,
    factors_with_weights: shownWeights(impact.factorsWithWeights),
    model: impact.model,
    household_rp_per_month: cost?.rupiahPerMonth ?? null,
    basket_points: cost === null ? null : Math.round(cost.basketPoints * 1e4) / 1e4,
  };
}
