import type { Pool } from 'pg';
import type { Catalog } from '@/lib/market/catalog';
import { readHeld } from '@/lib/store/memory/read-held';
import { type RiverMemory, takeIn } from './river-memory';

/** As far back as the detectors look. */
const WINDOW_MS = 70 * 86_400_000;
const PAGE = 10_000;

export interface HoldDeps {
  readonly pool: Pool;
  catalog(): Catalog;
  readonly memory: RiverMemory;
}

/**
 * Remembers the stored prices that nobody has decided since they were held. Call it when the accepted ones are
 * in the memory, since a held price is measured against them. What is known already stays as it is.
 *
 * @param now ms since 1970
 */
export async function holdStored({ pool, catalog, memory }: HoldDeps, now: number): Promise<void> {
  memory.held.refill();
  let after = -1;
  for (;;) {
    const rows = await readHeld(pool, now - WINDOW_MS, after, PAGE);
    for (const row of rows) takeIn(memory, catalog(), row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE || memory.held.overflown) return;
    after = last.observationId;
  }
}
