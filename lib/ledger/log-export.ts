import { fromUtf8, toBase64 } from './bytes';

/**
 * Some leaves of a log in one file, each with its proof, under one signed checkpoint. JSON, one object a line:
 * first `{"format","from","to","checkpoint"}`, then for each leaf `{"index","leaf","proof"}`, where `leaf` is the
 * canonical text and `proof` are hashes in Base 64 from the leaf up. After a change of keys the first line has
 * `rotations`, too: the leaves by which each key vouched for the next, so that whoever knows an old one can follow.
 */
export const EXPORT_FORMAT = 'smp-ledger-export/v1';

export interface ExportedLeaf {
  readonly index: number;
  readonly entry: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

export function exportHead(
  from: number,
  to: number,
  checkpoint: string,
  rotations: readonly string[] = [],
): string {
  const told = rotations.length === 0 ? {} : { rotations };
  return `${JSON.stringify({ format: EXPORT_FORMAT, from, to, checkpoint, ...told })}\n`;
}

export function exportLine({ index, entry, proof }: ExportedLeaf): string {
  return `${JSON.stringify({ index, leaf: fromUtf8(entry), proof: proof.map(toBase64) })}\n`;
}
