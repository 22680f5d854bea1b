import type { Pool } from 'pg';
import { equalBytes } from '@/lib/ledger/bytes';
import { parseCheckpoint } from '@/lib/ledger/checkpoint';
import { found } from '@/lib/ledger/log-source';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { nodeSchemes } from '@/lib/ledger/node-signatures';
import { openNote } from '@/lib/ledger/signatures';
import { parseVerifierKey } from '@/lib/ledger/verifier-key';
import { readCheckpointsAfter, type StoredCheckpoint } from '@/lib/store/ledger/read-checkpoints';

const STEP = 500;

/**
 * Checks every kept checkpoint: its note says what its columns say, and every key of the log that was in use
 * signed it. Some 3 ms each, for the second signature.
 *
 * @param vkeys every key that the log ever named
 * @returns how many were checked
 * @throws FoundFault
 */
export async function checkNotes(pool: Pool, vkeys: readonly string[]): Promise<number> {
  const keys = vkeys.map((vkey) => parseVerifierKey(nodeSha256, vkey));
  let checked = 0;
  let after = -1;
  for (;;) {
    const checkpoints = await readCheckpointsAfter(pool, after, STEP);
    for (const checkpoint of checkpoints) await checkNote(checkpoint, keys);
    checked += checkpoints.length;
    const last = checkpoints.at(-1);
    if (last === undefined) return checked;
    after = last.size;
  }
}

async function checkNote(
  { size, root, note, createdAt }: StoredCheckpoint,
  keys: readonly ReturnType<typeof parseVerifierKey>[],
): Promise<void> {
  const refuse = (what: string) =>
    found('checkpoint', null, null, `the checkpoint of ${size} leaves: ${what}`);
  const opened = await openNote(nodeSchemes, note, keys).catch((error: Error) => refuse(error.message));
  const said = parseCheckpoint(opened.text);
  if (said.size !== size || !equalBytes(said.root, root)) refuse('its note says otherwise');
  const byLog = opened.verified.filter(({ key }) => key.name === said.origin);
  if (byLog.length < opened.signatures.length) refuse('a signature is of nobody who is known');
  if (
    !byLog.some(({ key }) => key.kind === 'ed25519') ||
    !byLog.some(({ key }) => key.kind === 'ml-dsa-44')
  ) {
    refuse('a signature of the log is missing');
  }
  if (byLog.some(({ seconds }) => seconds !== null && seconds * 1000 !== createdAt))
    refuse('its time is another');
}
