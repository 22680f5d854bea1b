import { parseCheckpoint } from './checkpoint';
import { formatNote, NoteError, parseNote } from './note';
import { formatTlogProof, parseTlogProof } from './tlog-proof';

/** An ML-DSA-44 cosignature: eight bytes of time and 2,420 of signature. */
const POST_QUANTUM_BYTES = 2_428;

/**
 * The receipt without its post-quantum signatures, a third of the size: what fits into a QR code. It proves
 * the same, by the log's first signature and those of its witnesses.
 * @throws NoteError when it is no receipt, or a witness signed in the post-quantum way alone: without it the receipt
 *   would be said to lack that witness, and with it no code holds it
 */
export function compactReceipt(receipt: string): string {
  const proof = parseTlogProof(receipt);
  const note = parseNote(proof.checkpoint);
  const signatures = note.signatures.filter(({ signature }) => signature.length !== POST_QUANTUM_BYTES);
  const { origin } = parseCheckpoint(note.text);
  const kept = new Set([origin, ...signatures.map(({ name }) => name)]);
  if (note.signatures.some(({ name }) => !kept.has(name))) throw new NoteError('a witness would be left out');
  return formatTlogProof({ ...proof, checkpoint: formatNote({ text: note.text, signatures }) });
}
