import { readFile } from 'node:fs/promises';
import type { Pool } from 'pg';
import { type Checkpoint, parseCheckpoint } from '@/lib/ledger/checkpoint';
import { parseNote } from '@/lib/ledger/note';
import { parseTlogProof } from '@/lib/ledger/tlog-proof';
import { fileFault } from '@/lib/services/file-fault';
import { type StoredLedgerVerdict, verifyStoredLedger } from '@/lib/services/verify-stored-ledger';
import { readIdentity } from '@/lib/store/ledger/identity';
import { readHead } from '@/lib/store/river/read-head';

/**
 * What somebody kept of the ledger outside of the platform: a checkpoint, or a receipt, which holds one. Whoever kept
 * the file answers for it; its signatures are not looked at.
 *
 * @param misuse called with why it cannot be read
 */
export async function readKept(path: string, misuse: (message: string) => never): Promise<Checkpoint> {
  try {
    const text = await readFile(path, 'utf8');
    const note = text.startsWith('c2sp.org/tlog-proof') ? parseTlogProof(text).checkpoint : text;
    return parseCheckpoint(parseNote(note).text);
  } catch (error) {
    return misuse(`--checkpoint cannot be used: ${fileFault(error)}: ${path}`);
  }
}

/**
 * Checks a ledger that was restored, and whether it holds what somebody kept of it.
 *
 * @param madeAt when the backup was made, ISO
 */
export async function verifyRestored(
  pool: Pool,
  kept: Checkpoint | null,
  madeAt: string,
): Promise<StoredLedgerVerdict> {
  const { size } = await readHead(pool);
  const within = kept !== null && kept.size <= size ? kept : null;
  const verdict = await verifyStoredLedger(pool, undefined, within);
  if (!verdict.ok || kept === null) return verdict;
  const origin = (await readIdentity(pool))?.origin ?? kept.origin;
  if (origin !== kept.origin) {
    return { ok: false, index: null, what: `it is ${origin}, and the checkpoint is one of ${kept.origin}` };
  }
  if (within !== null) return verdict;
  const what = `this backup of ${madeAt} ends with ${leaves(size)}, and the checkpoint is of ${kept.size}: it is older, and what came after it is not in it`;
  return { ok: false, index: size, what };
}

export const leaves = (count: number) => (count === 1 ? '1 leaf' : `${count} leaves`);
