import type { Pool } from 'pg';
import { parseCheckpoint } from '@/lib/ledger/checkpoint';
import { found } from '@/lib/ledger/log-source';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { nodeSchemes } from '@/lib/ledger/node-signatures';
import { parseNote } from '@/lib/ledger/note';
import { type Policy, quorumMet } from '@/lib/ledger/policy';
import type { TreeHead } from '@/lib/ledger/proof';
import { openNote } from '@/lib/ledger/signatures';
import { parseVerifierKey, type VerifierKey } from '@/lib/ledger/verifier-key';
import { type CosignedNote, readCosignedAfter } from '@/lib/store/ledger/cosigned';
import { countCosigned, readLastRecord, readRecords } from '@/lib/store/ledger/cosigned-records';
import { keptNotes, recordOf } from './record-cosigned';

const STEP = 500;

/**
 * The trees that witnesses cosigned, as the kept notes say, to be compared with the leaves.
 * @throws FoundFault when a note is none, or one of another size than its row says
 */
export async function cosignedHeads(pool: Pool): Promise<readonly TreeHead[]> {
  const heads: TreeHead[] = [];
  for await (const cosigned of allCosigned(pool)) heads.push(headOf(cosigned));
  return heads;
}

function headOf({ size, note }: CosignedNote): TreeHead {
  try {
    const said = parseCheckpoint(parseNote(note).text);
    if (said.size === size) return said;
  } catch (error) {
    return refuse(size, error instanceof Error ? error.message : 'it is no note');
  }
  return refuse(size, 'its note says another size');
}

/**
 * Checks every cosigned note that is kept: both keys of the log signed it and at least one witness, nobody else, and
 * the newest meets the policy. Some 3 ms each, for the second signature.
 *
 * @param vkeys every key that the log ever named
 * @param policy names the witnesses, former ones too; null: who cosigned cannot be said, and only the log's own
 *   signatures are checked
 * @returns how many were checked
 * @throws FoundFault
 */
export async function checkCosigned(
  pool: Pool,
  vkeys: readonly string[],
  policy: Policy | null,
): Promise<number> {
  const logs = vkeys.map((vkey) => parseVerifierKey(nodeSha256, vkey));
  const witnesses = policy?.witnesses.map(({ key }) => key) ?? [];
  let checked = 0;
  let newest: { readonly size: number; readonly by: ReadonlySet<VerifierKey> } | null = null;
  for await (const { size, note } of allCosigned(pool)) {
    const by = await signersOf(size, note, logs, witnesses);
    const cosigned = witnesses.filter((key) => by.has(key)).length;
    if (policy !== null && by.size < parseNote(note).signatures.length) {
      refuse(size, 'a signature is of nobody whom the log or its policy names');
    }
    if (policy !== null && cosigned === 0) refuse(size, 'no witness cosigned it');
    newest = { size, by };
    checked += 1;
  }
  if (policy !== null && newest !== null && !quorumMet(policy.quorum, newest.by)) {
    refuse(newest.size, 'too few witnesses cosigned it');
  }
  return checked;
}

async function signersOf(
  size: number,
  note: string,
  logs: readonly VerifierKey[],
  witnesses: readonly VerifierKey[],
): Promise<ReadonlySet<VerifierKey>> {
  const opened = await openNote(nodeSchemes, note, [...logs, ...witnesses]).catch((error: Error) =>
    refuse(size, error.message),
  );
  const by = new Set(opened.verified.map(({ key }) => key));
  for (const kind of ['ed25519', 'ml-dsa-44'] as const) {
    if (!logs.some((key) => key.kind === kind && by.has(key)))
      refuse(size, 'a signature of the log is missing');
  }
  return by;
}

/**
 * Compares the cosigned notes with the records of the audit that say which there were. The records themselves are
 * compared with their leaves by `crossCheckLedger`.
 *
 * @throws FoundFault
 */
export async function checkRecords(pool: Pool): Promise<void> {
  let before = -1;
  for (const { said, ledgerIndex } of await readRecords(pool)) {
    const { after, through, count, hash } = said;
    if (after !== before) found('checkpoint', ledgerIndex, ledgerIndex, 'its record leaves checkpoints out');
    const kept = recordOf(after, through, await keptNotes(pool, after, through));
    if (kept.count !== count || kept.hash !== hash) refuseRange(after, through, count, kept.count);
    before = through;
  }
}

/** A quick look at the newest record: how many it names must be there. @throws FoundFault */
export async function checkLastRecord(pool: Pool): Promise<void> {
  const last = await readLastRecord(pool);
  if (last === null) return;
  const { after, through, count } = last.said;
  const kept = await countCosigned(pool, after, through);
  if (kept !== count) refuseRange(after, through, count, kept);
}

function refuseRange(after: number, through: number, recorded: number, kept: number): never {
  const which = kept === recorded ? 'others are kept' : `${kept} are kept`;
  const range = `of more than ${Math.max(after, 0)} leaves, up to ${through}`;
  return found('checkpoint', null, null, `of checkpoints ${range}, ${recorded} were cosigned and ${which}`);
}

async function* allCosigned(pool: Pool): AsyncGenerator<CosignedNote> {
  let after = -1;
  for (;;) {
    const page = await readCosignedAfter(pool, after, STEP);
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.size;
  }
}

function refuse(size: number, what: string): never {
  return found('checkpoint', null, null, `the cosigned checkpoint of ${size} leaves: ${what}`);
}
