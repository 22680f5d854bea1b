import { equalBytes } from '@/lib/ledger/bytes';
import { type Checkpoint, parseCheckpoint } from '@/lib/ledger/checkpoint';
import { parseNote } from '@/lib/ledger/note';
import { verifyConsistency } from '@/lib/ledger/proof';
import type { Sha256 } from '@/lib/ledger/sha256';
import type { StairStep } from './stair';

/**
 * Asks for the proof that the first `old` leaves are the beginning of the first `size`.
 * `gone`: the log says that it is not that long. `offline`: nobody answers.
 */
export type AskGrowth = (old: number, size: number) => Promise<readonly Uint8Array[] | 'gone' | 'offline'>;

/**
 * Whether the tree of a receipt and the last tree that this browser saw belong to one history. A log that
 * shows different people different trees, or takes leaves back, is caught here.
 *
 * @param seen the signed checkpoint that is remembered; null at a first visit
 */
export async function memoryStep(
  sha256: Sha256,
  seen: string | null,
  now: Checkpoint,
  note: string,
  ask: AskGrowth,
): Promise<StairStep> {
  const bytes = [{ title: 'checkpointNow', text: note }];
  if (seen === null) {
    return { name: 'memory', outcome: 'absent', said: 'first', values: { size: String(now.size) }, bytes };
  }
  const before = parseCheckpoint(parseNote(seen).text);
  const values = { seen: String(before.size), size: String(now.size) };
  const step = (outcome: StairStep['outcome'], said: string): StairStep => ({
    name: 'memory',
    outcome,
    said,
    values,
    bytes: [{ title: 'checkpointSeen', text: seen }, ...bytes],
  });
  if (before.origin !== now.origin) return step('absent', 'other');
  if (before.size === now.size) {
    return equalBytes(before.root, now.root) ? step('ok', 'same') : step('failed', 'fork');
  }
  const [older, newer] = before.size < now.size ? [before, now] : [now, before];
  const proof = await ask(older.size, newer.size);
  if (proof === 'offline') return step('absent', 'offline');
  if (proof === 'gone') return step('failed', 'rollback');
  if (!verifyConsistency(sha256, older, newer, proof)) return step('failed', 'fork');
  return step('ok', older === before ? 'grown' : 'older');
}

/** What is said at a first visit when something else does not hold: then nothing is remembered. */
export function unkept(memory: StairStep): StairStep {
  return memory.said === 'first' ? { ...memory, said: 'unkept' } : memory;
}
