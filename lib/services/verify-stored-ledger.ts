import type { Pool } from 'pg';
import { checkLeaf } from '@/lib/ledger/check-leaf';
import { decodeFrontier, EMPTY_FRONTIER, rootOf } from '@/lib/ledger/frontier';
import { found } from '@/lib/ledger/log-source';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import type { TreeHead } from '@/lib/ledger/proof';
import { readBundles } from '@/lib/ledger/read-bundles';
import { TILE_WIDTH } from '@/lib/ledger/tiles';
import { TileRows, TreeWalk } from '@/lib/ledger/tree-walk';
import { readCheckpointHeads } from '@/lib/store/ledger/read-checkpoints';
import { type LedgerSurvey, surveyLedger } from '@/lib/store/ledger/survey-ledger';
import { cosignedHeads } from './ledger-check-cosigned';
import { asFinding } from './ledger-finding';
import { storedTree } from './ledger-tree';

export type StoredLedgerVerdict =
  | { readonly ok: true; readonly size: number; readonly root: Uint8Array }
  /** `index`: first leaf that is wrong, or the first of the range in which it lies; null when none is to blame. */
  | { readonly ok: false; readonly index: number | null; readonly what: string };

const READ_AHEAD = 6;

/**
 * Builds the tree again from what is stored and compares everything: leaves without a gap and in canonical
 * form, tiles with their leaves, the head row with the tree, and each signed or cosigned checkpoint with its prefix. May
 * run beside writers; it judges the ledger as it was when it began.
 *
 * @param held a tree that was signed, as somebody outside of the database remembers it
 */
export async function verifyStoredLedger(
  pool: Pool,
  onProgress: (done: number, of: number) => void = () => undefined,
  held: TreeHead | null = null,
): Promise<StoredLedgerVerdict> {
  const heads = await readCheckpointHeads(pool);
  const survey = await surveyLedger(pool);
  try {
    const signed = [...heads, ...(await cosignedHeads(pool)), ...(held === null ? [] : [held])];
    const known = signed.sort((a, b) => a.size - b.size);
    const root = await walk(pool, survey, known, onProgress);
    return { ok: true, size: survey.size, root };
  } catch (error) {
    return asFinding(error);
  }
}

async function walk(
  pool: Pool,
  survey: LedgerSurvey,
  signed: readonly TreeHead[],
  onProgress: (done: number, of: number) => void,
): Promise<Uint8Array> {
  const { size } = survey;
  checkSurvey(survey);
  checkAbove(survey);
  const head = headOf(survey);
  const lost = signed.find((checkpoint) => checkpoint.size > size);
  if (lost !== undefined)
    found('rolled-back', size, lost.size - 1, `${lost.size} leaves were signed, ${size} are stored`);
  const tree = storedTree(pool);
  const source = { checkpoint: async () => '', read: tree.readPath };
  const check = new TreeWalk(nodeSha256, new TileRows(source, size), [...signed, head], checkLeaf);
  let frontier = EMPTY_FRONTIER;
  check.compareHeads(frontier);
  for await (const bundle of readBundles(source, 0, size, READ_AHEAD)) {
    frontier = await check.bundle(frontier, bundle);
    onProgress(frontier.size, size);
  }
  return rootOf(nodeSha256, frontier);
}

/** The packer writes a hash for every full tile below, level by level, and nothing else. */
function checkAbove({ packed, above, size }: LedgerSurvey): void {
  let hashes = packed;
  for (let level = 1; hashes > 0; level++) {
    const tiles = Math.ceil(hashes / TILE_WIDTH);
    const stored = above[level - 1];
    const same = stored?.level === level && stored.tiles === tiles && stored.last === tiles - 1;
    if (!same || stored.hashes !== hashes)
      found('tile', 0, size - 1, `the tiles of level ${level} are not complete`);
    hashes = Math.floor(hashes / TILE_WIDTH);
    if (hashes === 0 && above.length > level)
      found('tile', null, null, 'there are tiles of a level too high');
  }
  if (packed === 0 && above.length > 0) found('tile', null, null, 'there are tiles above none');
}

function checkSurvey({
  size,
  packed,
  tilesGapless,
  firstMissing,
  beyond,
  differing,
  miscounted,
}: LedgerSurvey): void {
  if (packed * TILE_WIDTH > size)
    found('rolled-back', size, null, `the head says ${size} leaves, more are packed`);
  if (!tilesGapless) found('missing', 0, size - 1, 'a tile is missing');
  if (miscounted !== null)
    found('missing', miscounted, null, `the run at ${miscounted} says another number of leaves`);
  if (differing !== null)
    found('entry', differing, differing, `leaf ${differing} differs from its packed form`);
  if (beyond !== null && beyond >= size)
    found('rolled-back', beyond, null, `leaf ${beyond} lies beyond the head`);
  if (firstMissing < size) found('missing', firstMissing, firstMissing, `leaf ${firstMissing} is missing`);
}

/** The root that the head row stands for. */
function headOf({ size, frontier }: LedgerSurvey) {
  try {
    return { size, root: rootOf(nodeSha256, decodeFrontier(size, frontier)) };
  } catch (error) {
    return found('root', null, null, error instanceof Error ? error.message : 'the head row is damaged');
  }
}
