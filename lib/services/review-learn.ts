import type { Pool } from 'pg';
import { forgetImpact } from '@/lib/impact/memory';
import type { Catalog } from '@/lib/market/catalog';
import type { JudgedReading } from '@/lib/market/judged-reading';
import type { MovedRow } from '@/lib/store/memory/read-moved';
import { readStanding } from '@/lib/store/memory/read-standing';
import type { ReviewedRow } from '@/lib/store/review/read-reviewed';
import type { DecidedPrice } from '@/lib/store/river/decided-price';
import { forget, release } from '@/lib/validate/memory';
import type { LastPrices } from './last-prices';
import { correctionDevice } from './review-moves';
import { placed, type RememberedPrice, type RiverMemory, remember } from './river-memory';

export interface LearnDeps {
  readonly pool: Pool;
  catalog(): Catalog;
  readonly memory: RiverMemory;
  readonly lastPrices: LastPrices;
}

/**
 * What follows an act in the memory: prices that no longer count are taken out, with the one that stands in their
 * place; those that count now are taken in; whatever a person decided waits for no second look.
 */
export async function learnReview(
  deps: LearnDeps,
  row: ReviewedRow,
  decided: readonly DecidedPrice[],
  correction: JudgedReading | null,
): Promise<void> {
  const catalog = deps.catalog();
  const { memory } = deps;
  if (decided.length > 0) letGo(deps, row);
  const deviceOf = (d: DecidedPrice) =>
    d.observationId === row.observationId ? row.deviceId : correctionDevice(row.observationId);
  for (const d of decided) {
    if (d.from === 'accepted' && d.to !== 'accepted') await takeOut(deps, { ...d, deviceId: deviceOf(d) });
  }
  for (const d of decided) {
    if (d.from !== 'accepted' && d.to === 'accepted')
      remember(memory, catalog, { ...d, deviceId: deviceOf(d) });
  }
  const [price] = correction?.reading.prices ?? [];
  if (correction !== null && price !== undefined) {
    remember(memory, catalog, { ...correction.reading, commodityId: price.commodityId, price: price.price });
  }
}

/**
 * The same of what another process wrote: later verdicts as they stand in the database, in ledger order. Learning
 * one twice changes nothing.
 */
export async function learnMoved(deps: LearnDeps, moved: readonly MovedRow[]): Promise<void> {
  for (const row of moved) {
    letGo(deps, row);
    if (row.from === 'accepted' && row.to !== 'accepted') await takeOut(deps, row);
    else if (row.from !== 'accepted' && row.to === 'accepted') remember(deps.memory, deps.catalog(), row);
  }
}

type Decided = RememberedPrice & { readonly observationId: number };

function letGo({ memory, catalog }: LearnDeps, row: Decided): void {
  const waiting = memory.held.find(row.observationId);
  if (waiting !== undefined) memory.held.drop(waiting);
  const price = placed(catalog(), row);
  if (price !== null) release(memory.judge, price);
}

async function takeOut(deps: LearnDeps, gone: Decided): Promise<void> {
  const { memory, lastPrices } = deps;
  const price = placed(deps.catalog(), gone);
  if (price === null) return;
  const { marketId, commodityId, observedAt } = gone;
  const standing = await readStanding(deps.pool, { marketId, commodityId, until: observedAt });
  const before = standing === null ? null : placed(deps.catalog(), standing);
  const wasKept = forget(memory.judge, price);
  forgetImpact(memory.impact, price, before);
  if (wasKept && standing !== null && before?.day === price.day) remember(memory, deps.catalog(), standing);
  if (lastPrices.of(commodityId).get(marketId)?.ledgerIndex === gone.observationId) {
    lastPrices.replace(commodityId, marketId, standing);
  }
}
