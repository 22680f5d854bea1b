import type { Policy } from '@/lib/ledger/policy';
import type { TreeHead } from '@/lib/ledger/proof';
import { findWrongRollup } from '@/lib/store/ledger/compare-rollups';
import { type LedgerIdentity, readIdentity } from '@/lib/store/ledger/identity';
import { checkCosigned, checkRecords } from './ledger-check-cosigned';
import { checkNotes } from './ledger-check-notes';
import { type CrossCheckInput, crossCheckLedger, type LogKeys } from './ledger-cross-check';
import { asFinding } from './ledger-finding';
import { verifyStoredLedger } from './verify-stored-ledger';

export type WholeVerdict =
  | {
      readonly ok: true;
      readonly size: number;
      readonly root: Uint8Array;
      /** Prices and rows of history that were compared with their leaves, and checkpoints. */
      readonly prices: number;
      readonly history: number;
      readonly checkpoints: number;
      /** Checkpoints with cosignatures of witnesses. */
      readonly cosigned: number;
    }
  | { readonly ok: false; readonly index: number | null; readonly what: string };

export interface WholeInput extends CrossCheckInput {
  /** The last tree that was signed here, as the data folder remembers it: a database that was set back is noticed. */
  readonly held?: TreeHead | null;
}

/**
 * The whole truth of an installation: the tree, every row that a leaf seals, every checkpoint, and every total
 * that boards are made of. Stops at the first contradiction.
 *
 * @param input `onProgress` is told twice from 0 to the end: for the leaves, then for the rows
 * @param policy names the witnesses whose cosignatures are kept; null: those are not checked
 */
export async function verifyEverything(input: WholeInput, policy: Policy | null): Promise<WholeVerdict> {
  const { pool } = input;
  const tree = await verifyStoredLedger(pool, input.onProgress, input.held);
  if (!tree.ok) return tree;
  const rows = await crossCheckLedger(input);
  if (!rows.ok) return rows;
  try {
    const identity = await readIdentity(pool);
    const named = identity === null ? rows.keys.all.length === 0 : namesKeys(identity, rows.keys);
    if (!named) {
      return { ok: false, index: null, what: 'the keys in use are not those that the log names' };
    }
    const checkpoints = await checkNotes(pool, rows.keys.all);
    const cosigned = await checkCosigned(pool, rows.keys.all, policy);
    await checkRecords(pool);
    const rollup = input.keptFrom === null ? await findWrongRollup(pool) : null;
    if (rollup !== null) {
      const { table, level, area, commodity, bucket } = rollup;
      const what = `${table} of level ${level}, area ${area}, commodity ${commodity}, ${bucket} is not the sum of its prices`;
      return { ok: false, index: null, what };
    }
    return {
      ok: true,
      size: tree.size,
      root: tree.root,
      prices: rows.prices,
      history: rows.history,
      checkpoints,
      cosigned,
    };
  } catch (error) {
    return asFinding(error);
  }
}

/** Nothing beside, so that no changed name hides a member. */
function namesKeys(identity: LedgerIdentity, { active, rotations: told }: LogKeys): boolean {
  const { origin, keys, rotations = [], ...more } = identity;
  const same = String([...keys].sort()) === String([...active].sort()) && String(rotations) === String(told);
  return same && Object.keys(more).length === 0 && keys.every((vkey) => vkey.startsWith(`${origin}+`));
}
