import type { Pool } from 'pg';
import { equalBytes } from '@/lib/ledger/bytes';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { TileNodes } from '@/lib/ledger/tile-nodes';
import { TILE_WIDTH } from '@/lib/ledger/tiles';
import { packLeaves } from '@/lib/store/ledger/pack-leaves';
import { LedgerFault, type LedgerFollower } from './ledger-follower';

/** Groups of 256 leaves in one transaction, hashed in one go: more would keep requests waiting. */
const AT_ONCE = 16;
/** Transactions in one turn: a head must be signed every second, so no turn may take long. */
const MOST_STEPS = 8;
/** More leaves than this since the last turn is a busy river, which packing leaves the machine to. */
const CALM_LEAVES = 4_096;
/** So many groups may wait, a million leaves; beyond that the packer keeps up even so. */
const MOST_WAITING = 4_096;

/** Packs leaves when the river is calm, or when too many wait. */
export class LedgerPacker {
  private next = 0;
  private seen = 0;

  constructor(private readonly pool: Pool) {}

  /**
   * One turn, of a third of a second or so. Packs only what `follower` has seen, and only as it has seen it; ends
   * when the river gets busy meanwhile.
   * @throws LedgerFault
   */
  async turn(follower: LedgerFollower): Promise<void> {
    const end = Math.floor(follower.size / TILE_WIDTH);
    let calm = follower.size - this.seen <= CALM_LEAVES || this.seen === 0;
    this.seen = follower.size;
    const rootOf = (tile: Uint8Array, level: number, position: number) =>
      checkedRoot(follower, tile, level, position);
    for (let step = 0; step < MOST_STEPS; step++) {
      const waiting = end - this.next;
      if (waiting <= 0 || (!calm && waiting < MOST_WAITING)) return;
      const { packed, next, stored } = await packLeaves(this.pool, { most: AT_ONCE, end, rootOf });
      if (next === null) return;
      this.next = next;
      follower.packed(next);
      calm &&= stored - follower.size <= CALM_LEAVES;
      if (packed < AT_ONCE || !calm) return;
    }
  }
}

/** A leaf that was changed after it was followed must not get into a tile. */
function checkedRoot(
  follower: LedgerFollower,
  tile: Uint8Array,
  level: number,
  position: number,
): Uint8Array {
  const root = new TileNodes(nodeSha256, tile).node(8, 0);
  const known = follower.pendingHash(level, position);
  if (known === undefined || !equalBytes(known, root)) {
    const first = position * TILE_WIDTH ** level;
    throw new LedgerFault(`the leaves from ${first} on are no longer those that were signed`);
  }
  return root;
}
