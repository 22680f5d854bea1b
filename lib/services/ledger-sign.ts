import type { Clock } from '@/lib/clock';
import { equalBytes } from '@/lib/ledger/bytes';
import { formatCheckpoint } from '@/lib/ledger/checkpoint';
import { decodeFrontier, rootOf } from '@/lib/ledger/frontier';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { type TreeHead, verifyConsistency } from '@/lib/ledger/proof';
import { proveConsistency, readFrontier } from '@/lib/ledger/prove';
import { signNote } from '@/lib/ledger/signatures';
import type { SignHead } from '@/lib/store/ledger/write-checkpoint';
import type { HeldTrees } from './ledger-held-trees';
import type { LedgerSigner } from './ledger-identity';
import type { StoredTree } from './ledger-tree';

/** Why a head is not signed. Recognised by its code; an operator has to look. */
export class LedgerFault extends Error {
  readonly code = 'LEDGER_FAULT';
}

/**
 * Signs a head only when the stored leaves add up to it, and when the trees that were signed before, as the
 * database and as this machine remember them, are prefixes of it. What is signed is held before it is told.
 */
export function headSigner(
  tree: StoredTree,
  clock: Clock,
  { origin, signers }: LedgerSigner,
  held: HeldTrees,
): SignHead {
  return async (head, last) => {
    const root = rootOf(nodeSha256, decodeFrontier(head.size, head.frontier));
    const next = { size: head.size, root };
    const before = await held.get(origin);
    // A log under a new name starts without a past of its own; its tree must still contain the old one.
    await checkPrefix(tree, last, next);
    await checkPrefix(tree, before, next);
    if (head.size === 0 || last?.size === head.size) return null;
    const stored = rootOf(nodeSha256, await readFrontier(tree, head.size));
    if (!equalBytes(stored, root)) throw new LedgerFault('the stored leaves do not add up to the head');
    if (!(await held.replace(origin, before, next)))
      throw new LedgerFault('another process signs for this log');
    // Whole seconds, which is what the signatures say.
    const createdAt = Math.floor(clock.now() / 1000) * 1000;
    const text = formatCheckpoint({ origin, ...next, extensions: [] });
    return { ...next, note: signNote(text, signers, Math.floor(createdAt / 1000)), createdAt };
  };
}

async function checkPrefix(tree: StoredTree, older: TreeHead | null, newer: TreeHead): Promise<void> {
  if (older === null) return;
  if (older.size > newer.size) {
    throw new LedgerFault(`${older.size} leaves were signed and only ${newer.size} are stored`);
  }
  const proof = await proveConsistency(tree, older.size, newer.size);
  if (!verifyConsistency(nodeSha256, older, newer, proof)) {
    throw new LedgerFault(`the ${older.size} leaves that were signed are no longer the first of the log`);
  }
}
