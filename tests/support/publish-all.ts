import type { Pool } from 'pg';
import { TILE_WIDTH } from '@/lib/ledger/tiles';
import type { Ledger } from '@/lib/services/ledger';
import { countPacked } from '@/lib/store/ledger/pack-leaves';

/** Signs and packs turn by turn until nothing waits. @throws Error when a turn packs nothing */
export async function publishAll(pool: Pool, ledger: Ledger): Promise<void> {
  const groups = Math.floor((await ledger.size()) / TILE_WIDTH);
  for (let before = -1, packed = 0; packed < groups; before = packed) {
    await ledger.publish();
    packed = await countPacked(pool);
    if (packed === before) throw new Error(`nothing was packed: ${ledger.fault()}`);
  }
}
