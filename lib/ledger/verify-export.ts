import { fromBase64, utf8 } from './bytes';
import { type Checkpoint, parseCheckpoint } from './checkpoint';
import { followSuccession } from './key-succession';
import type { Leaf } from './leaf-kinds';
import { EXPORT_FORMAT } from './log-export';
import { leafHash } from './merkle';
import { parseNote } from './note';
import type { Policy } from './policy';
import { verifyInclusion } from './proof';
import type { Sha256 } from './sha256';
import type { SignatureSchemes } from './signatures';
import { NOT_INCLUDED, type ReceiptStep, readLeaf, signatureSteps } from './verify-receipt';

/** The first thing that is wrong; `index` is null when it is no single leaf. */
export interface ExportFault {
  readonly index: number | null;
  readonly what: string;
  /** All that is there holds, and the file ends before its last leaf, as one does that was not saved whole. */
  readonly cut: boolean;
}

/** What became of an exported file. */
export interface ExportReport {
  readonly ok: boolean;
  /** The range that it says it holds; both 0 when that cannot be read. */
  readonly from: number;
  readonly to: number;
  /** Leaves that are proved, in their order; none while nobody who is trusted signed the checkpoint. */
  readonly leaves: readonly Leaf[];
  readonly fault: ExportFault | null;
  /** The signed checkpoint that all proofs lead to; null when it cannot be read. */
  readonly checkpoint: string | null;
  readonly signatures: readonly ReceiptStep[];
}

/** Told how many lines were looked at, after each; whoever must stay responsive lets it wait now and then. */
export type ExportPause = (done: number, of: number) => Promise<void> | undefined;

/**
 * Checks an exported file without any network: the checkpoint's signatures, that no leaf of its range is missing,
 * and every leaf. Goes on after a wrong leaf, to tell how many others hold.
 *
 * @param policy whose signatures count; keys that took over since are followed by what the file tells of them
 */
export async function verifyExport(
  tools: { readonly sha256: Sha256; readonly schemes: SignatureSchemes },
  policy: Policy,
  file: string,
  pause: ExportPause = () => undefined,
): Promise<ExportReport> {
  const [first = '', ...lines] = file.trimEnd().split('\n');
  const head = headOf(first);
  if (typeof head === 'string') return unreadable(head);
  const { from, to, checkpoint: note, tree } = head;
  const logs = await followSuccession(tools, policy.logs, head.rotations);
  const signatures = await signatureSteps(tools.schemes, { ...policy, logs }, parseNote(note), tree);
  const report = { from, to, checkpoint: note, signatures };
  const unsigned = signatures.find(({ outcome }) => outcome === 'failed');
  if (unsigned !== undefined) return { ...report, ...refused(null, unsigned.reason ?? 'it does not hold') };
  const leaves: Leaf[] = [];
  let fault: ExportReport['fault'] = null;
  for (const [i, line] of lines.slice(0, to - from).entries()) {
    const index = from + i;
    const leaf = provedLeaf(tools.sha256, tree, line, index);
    if (typeof leaf !== 'string') leaves.push(leaf);
    else fault ??= { index, what: `leaf ${index}: ${leaf}`, cut: i === lines.length - 1 && !isWhole(line) };
    await pause(i + 1, lines.length);
  }
  const end = from + lines.length;
  if (end < to) fault ??= { index: end, what: `leaf ${end}: the file ends before it`, cut: true };
  if (end > to) fault ??= { index: null, what: 'the file goes on after its last leaf', cut: false };
  return { ...report, ok: fault === null, leaves, fault };
}

/** Whether a text is meant to be such a file. */
export function isExport(file: string): boolean {
  return file.trimStart().startsWith(`{"format":"${EXPORT_FORMAT}"`);
}

interface Head {
  readonly from: number;
  readonly to: number;
  readonly checkpoint: string;
  readonly tree: Checkpoint;
  readonly rotations: readonly string[];
}

/** @returns what is wrong with the first line, or what it says */
function headOf(line: string): Head | string {
  const { format, from, to, checkpoint, rotations = [] } = objectOf(line);
  if (format !== EXPORT_FORMAT || typeof checkpoint !== 'string') return 'this is not an exported ledger';
  if (!isCount(from) || !isCount(to) || from >= to) return 'the file holds no leaf';
  const told = Array.isArray(rotations) ? rotations.filter((leaf) => typeof leaf === 'string') : [];
  try {
    const tree = parseCheckpoint(parseNote(checkpoint).text);
    if (to > tree.size) return 'the range is longer than the signed tree';
    return { from, to, checkpoint, tree, rotations: told };
  } catch (error) {
    return error instanceof Error ? error.message : 'the checkpoint cannot be read';
  }
}

/** The leaf of a line, or what is wrong with it. */
function provedLeaf(sha256: Sha256, { size, root }: Checkpoint, line: string, index: number): Leaf | string {
  const { index: said, leaf, proof } = objectOf(line);
  if (said !== index || typeof leaf !== 'string' || !Array.isArray(proof)) {
    return 'the line cannot be read, or is another leaf';
  }
  const hashes = proof.map((hash) => (typeof hash === 'string' ? fromBase64(hash) : null));
  const path = hashes.filter((hash) => hash !== null);
  const bytes = utf8(leaf);
  const included = verifyInclusion(sha256, index, size, leafHash(sha256, bytes), path, root);
  if (path.length < hashes.length || !included) return NOT_INCLUDED;
  try {
    return readLeaf(bytes, index);
  } catch (error) {
    return error instanceof Error ? error.message : 'unreadable';
  }
}

/** Whether a line is JSON to its end, whatever it says. */
function isWhole(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

function objectOf(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function refused(index: number | null, what: string) {
  return { ok: false, leaves: [], fault: { index, what, cut: false } } as const;
}

function unreadable(what: string): ExportReport {
  return { ...refused(null, what), from: 0, to: 0, checkpoint: null, signatures: [] };
}
