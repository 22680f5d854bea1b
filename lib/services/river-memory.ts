import { absorbImpact, createImpactMemory, type ImpactMemory } from '@/lib/impact/memory';
import { localDay } from '@/lib/market/calendar';
import type { Catalog } from '@/lib/market/catalog';
import { absorb, createMemory, type JudgeMemory } from '@/lib/validate/memory';

/** What judging and weighing remember, in process. Only accepted, committed prices are in it. */
export interface RiverMemory {
  readonly judge: JudgeMemory;
  readonly impact: ImpactMemory;
}

export function createRiverMemory(): RiverMemory {
  return { judge: createMemory(), impact: createImpactMemory() };
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
  const region = catalog.regions.get(accepted.regionId);
  const commodity = catalog.commodities.get(accepted.commodityId);
  if (region === undefined || commodity === undefined) return;
  const day = localDay(accepted.observedAt, region.timeZone);
  absorb(memory.judge, { ...accepted, island: region.island, day, volatility: commodity.volatility });
  absorbImpact(memory.impact, { ...accepted, day });
}
