import { fromBase64, fromUtf8, toBase64, utf8 } from './bytes';
import { NoteError } from './note';
import type { Policy } from './policy';
import type { Sha256 } from './sha256';
import type { SignatureSchemes } from './signatures';
import { formatTlogProof } from './tlog-proof';
import { verifyReceipt } from './verify-receipt';

/**
 * Some leaves of a log in one file, each with its proof, under one signed checkpoint. JSON, one object a line:
 * first `{"format","from","to","checkpoint"}`, then for each leaf `{"index","leaf","proof"}`, where `leaf` is the
 * canonical text and `proof` are hashes in Base 64 from the leaf up.
 */
export const EXPORT_FORMAT = 'smp-ledger-export/v1';

export interface ExportedLeaf {
  readonly index: number;
  readonly entry: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

export function exportHead(from: number, to: number, checkpoint: string): string {
  return `${JSON.stringify({ format: EXPORT_FORMAT, from, to, checkpoint })}\n`;
}

export function exportLine({ index, entry, proof }: ExportedLeaf): string {
  return `${JSON.stringify({ index, leaf: fromUtf8(entry), proof: proof.map(toBase64) })}\n`;
}

export type ExportVerdict =
  | { readonly ok: true; readonly from: number; readonly to: number; readonly checkpoint: string }
  | { readonly ok: false; readonly index: number | null; readonly what: string };

/**
 * Checks an exported file without any network: the checkpoint's signatures, that no leaf of its range is missing,
 * and every leaf. Names the first one that is wrong.
 */
export async function verifyExport(
  tools: { readonly sha256: Sha256; readonly schemes: SignatureSchemes },
  policy: Policy,
  file: string,
): Promise<ExportVerdict> {
  const [first = '', ...lines] = file.trimEnd().split('\n');
  const head = objectOf(first);
  const { from, to, checkpoint } = head;
  if (head.format !== EXPORT_FORMAT || typeof checkpoint !== 'string')
    return wrong(null, 'this is not an exported ledger');
  if (!isCount(from) || !isCount(to) || from >= to || lines.length !== to - from)
    return wrong(null, 'leaves of the range are missing');
  // Signatures are the same for all leaves: checked once, with the first, and by their text from then on.
  const bare: Policy = { ...policy, witnesses: [], quorum: { threshold: 0, members: [] } };
  let rules = policy;
  for (const [i, line] of lines.entries()) {
    const index = from + i;
    const receipt = receiptOf(line, index, checkpoint);
    if (receipt === null) return wrong(index, 'the line cannot be read, or is another leaf');
    const report = await verifyReceipt(
      { ...tools, schemes: i === 0 ? tools.schemes : BELIEVED },
      rules,
      receipt,
    );
    const failed = report.steps.find(({ outcome }) => outcome === 'failed');
    if (failed !== undefined) return wrong(index, failed.reason ?? 'it does not hold');
    rules = bare;
  }
  return { ok: true, from, to, checkpoint };
}

/** For signatures that were checked already: every line is proved under the same text. */
const BELIEVED: SignatureSchemes = { verifyEd25519: () => true, verifyMlDsa44: () => true };

function receiptOf(line: string, index: number, checkpoint: string): string | null {
  const { index: said, leaf, proof } = objectOf(line);
  if (said !== index || typeof leaf !== 'string' || !Array.isArray(proof)) return null;
  const hashes = proof.map((hash) => (typeof hash === 'string' ? fromBase64(hash) : null));
  if (hashes.some((hash) => hash === null)) return null;
  try {
    return formatTlogProof({
      index,
      hashes: hashes.filter((h) => h !== null),
      checkpoint,
      extra: utf8(leaf),
    });
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
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

function wrong(index: number | null, what: string): ExportVerdict {
  return { ok: false, index, what: index === null ? what : `leaf ${index}: ${what}` };
}
