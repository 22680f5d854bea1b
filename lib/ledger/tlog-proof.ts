import { fromBase64, parseDecimal, toBase64 } from './bytes';
import { NoteError } from './note';
import { HASH_BYTES } from './sha256';

/** A proof of inclusion that can be checked offline (c2sp.org/tlog-proof). Nothing in it is trusted yet. */
export interface TlogProof {
  readonly index: number;
  /** Siblings from the leaf up. */
  readonly hashes: readonly Uint8Array[];
  /** The signed checkpoint, word for word. */
  readonly checkpoint: string;
  /** Canonical bytes of the leaf in a receipt of ours, so that one small file proves a price; else null. */
  readonly extra: Uint8Array | null;
}

const HEADER = 'c2sp.org/tlog-proof@v1';
const LONGEST_PROOF = 63;

export function formatTlogProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const lines = [HEADER];
  if (extra !== null) lines.push(`extra ${toBase64(extra)}`);
  lines.push(`index ${index}`, ...hashes.map(toBase64), '', checkpoint);
  return lines.join('\n');
}

/** @throws NoteError unless `text` is exactly what {@link formatTlogProof} writes for some proof */
export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf('\n\n');
  if (end < 0) throw new NoteError('the proof has no checkpoint');
  const [header, ...lines] = text.slice(0, end).split('\n');
  if (header !== HEADER) throw new NoteError(`the first line is not ${HEADER}`);
  const extra = lines[0]?.startsWith('extra ') ? bytesOf(lines.shift()?.slice(6)) : null;
  const position = lines.shift();
  const index = position?.startsWith('index ') ? parseDecimal(position.slice(6)) : null;
  if (index === null) throw new NoteError('the proof has no index');
  if (lines.length > LONGEST_PROOF) throw new NoteError('the proof is too long');
  const hashes = lines.map(bytesOf);
  if (hashes.some((hash) => hash.length !== HASH_BYTES)) throw new NoteError('a line of it is no hash');
  return { index, hashes, checkpoint: text.slice(end + 2), extra };
}

function bytesOf(encoded: string | undefined): Uint8Array {
  const bytes = fromBase64(encoded ?? '');
  if (bytes === null) throw new NoteError('a line of the proof is not Base 64');
  return bytes;
}
