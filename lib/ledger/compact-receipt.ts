import { formatNote, parseNote } from './note';
import { formatTlogProof, parseTlogProof } from './tlog-proof';

/** An ML-DSA-44 cosignature: eight bytes of time and 2,420 of signature. */
const POST_QUANTUM_BYTES = 2_428;

/**
 * The receipt without its post-quantum signatures, a third of the size: what fits into a QR code. It proves
 * the same, by the log's first signature and those of its witnesses.
 * @throws NoteError when it is no receipt
 */
export function compactReceipt(receipt: string): string {
  const proof = parseTlogProof(receipt);
  const note = parseNote(proof.checkpoint);
  const signatures = note.signatures.filter(({ signature }) => signature.length !== POST_QUANTUM_BYTES);
  return formatTlogProof({ ...proof, checkpoint: formatNote({ text: note.text, signatures }) });
}
