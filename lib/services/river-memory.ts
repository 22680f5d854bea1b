import { absorbImpact, createImpactMemory, type ImpactMemory } from '@/lib/impact/memory';
import { localDay } from '@/lib/market/calendar';
import type { Catalog } from '@/lib/market/catalog';
import type { Lane } from '@/lib/market/lane';
import { absorb, createMemory, hold, type JudgeMemory } from '@/lib/validate/memory';
import type { AcceptedPrice } from '@/lib/validate/report';
import { createHeldPrices, type HeldPrices } from './hold-prices';

/** What judging and weighing remember of committed prices, in process. Averages are made of accepted ones only. */
export interface RiverMemory {
  readonly judge: JudgeMemory;
  readonly impact: ImpactMemory;
  /** Prices that were not accepted and wait for a second look. */
  readonly held: HeldPrices;
}

export function createRiverMemory(): RiverMemory {
  return { judge: createMemory(), impact: createImpactMemory(), held: createHeldPrices() };
}

export interface RememberedPrice {
  readonly marketId: number;
  readonly regionId: number;
  readonly commodityId: number;
  readonly price: number;
  readonly observedAt: number;
  readonly deviceId: string;
}

/** Takes in one accepted price, after its commit and in ledger order; also at boot, over the stored rows. */
export function remember(memory: RiverMemory, catalog: Catalog, accepted: RememberedPrice): void {
  const price = placed(catalog, accepted);
  if (price === null) return;
  absorb(memory.judge, price);
  absorbImpact(memory.impact, price);
}

/** A committed price in the lane that it was judged into. */
export interface JudgedPrice extends RememberedPrice {
  readonly observationId: number;
  readonly lane: Lane;
  readonly flags: readonly string[];
  readonly receivedAt: number;
}

/** No evidence about prices can mend these: they wait for a person. */
const FOR_A_PERSON: readonly string[] = ['clock_ahead', 'not_a_price'];

/** Takes in one committed price: what was accepted is learnt from, anything else waits for a second look. */
export function takeIn(memory: RiverMemory, catalog: Catalog, judged: JudgedPrice): void {
  memory.held.reported(judged.marketId, judged.commodityId, judged.observationId);
  const { lane } = judged;
  if (lane === 'accepted') {
    remember(memory, catalog, judged);
    return;
  }
  if (judged.flags.some((flag) => FOR_A_PERSON.includes(flag))) return;
  const price = placed(catalog, judged);
  if (price === null) return;
  const { observationId, receivedAt } = judged;
  const waiting = { ...price, lane, observationId, receivedAt };
  if (memory.held.add(waiting)) hold(memory.judge, waiting);
}

/** A price with its place and day; `null` when the catalog no longer knows it. */
export function placed(catalog: Catalog, price: RememberedPrice): AcceptedPrice | null {
  const region = catalog.regions.get(price.regionId);
  const commodity = catalog.commodities.get(price.commodityId);
  if (region === undefined || commodity === undefined) return null;
  const { marketId, regionId, commodityId, observedAt, deviceId } = price;
  return {
    marketId,
    regionId,
    commodityId,
    price: price.price,
    observedAt,
    deviceId,
    island: region.island,
    day: localDay(observedAt, region.timeZone),
    volatility: commodity.volatility,
  };
}
