import { fromBase64, parseDecimal, toBase64 } from './bytes';
import {
  formatNote,
  NoteError,
  type NoteSignature,
  parseNote,
  parseSignatureLine,
  type SignedNote,
} from './note';
import { HASH_BYTES } from './sha256';
import { checkSignatures, type SignatureSchemes } from './signatures';
import type { VerifierKey } from './verifier-key';

/** What a log sends to a witness (c2sp.org/tlog-witness, add-checkpoint). */
export interface AddCheckpoint {
  /** Size of the tree that the witness cosigned last. */
  readonly oldSize: number;
  /** Proof of consistency from there. */
  readonly proof: readonly Uint8Array[];
  /** The signed checkpoint, word for word. */
  readonly checkpoint: string;
}

const LONGEST_PROOF = 63;

export function formatAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpoint): string {
  return `${[`old ${oldSize}`, ...proof.map(toBase64)].join('\n')}\n\n${checkpoint}`;
}

/** @throws NoteError when the body is not of the form that the specification gives */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const end = body.indexOf('\n\n');
  const [old = '', ...lines] = body.slice(0, Math.max(end, 0)).split('\n');
  const oldSize = old.startsWith('old ') ? parseDecimal(old.slice(4)) : null;
  if (oldSize === null) throw new NoteError('the first line is not `old SIZE`');
  if (lines.length > LONGEST_PROOF) throw new NoteError('the proof is too long');
  const proof = lines.map((line) => {
    const hash = fromBase64(line);
    if (hash?.length !== HASH_BYTES) throw new NoteError('a line of the proof is no hash');
    return hash;
  });
  return { oldSize, proof, checkpoint: body.slice(end + 2) };
}

/**
 * The note with the lines of a witness's answer that known keys made and that hold; all others are left out.
 * A key that has signed already is replaced, so that a checkpoint keeps one line a key.
 */
export async function withCosignatures(
  schemes: SignatureSchemes,
  note: string,
  answer: string,
  witnesses: readonly VerifierKey[],
): Promise<{ readonly note: string; readonly added: readonly VerifierKey[] }> {
  const parsed = parseNote(note);
  const lines = answer
    .split('\n')
    .filter((line) => line !== '')
    .map(parseSignatureLine);
  const answered: SignedNote = { text: parsed.text, signatures: lines };
  const { verified } = await checkSignatures(schemes, answered, witnesses);
  const added = verified.map(({ key }) => key);
  const madeBy = (key: VerifierKey) => (line: NoteSignature) =>
    key.name === line.name && key.keyId === line.keyId;
  const kept = parsed.signatures.filter((line) => !added.some((key) => madeBy(key)(line)));
  // The first of each key, however many there are: the note is read by others, who take a limited number.
  const fresh = added.flatMap((key) => lines.find(madeBy(key)) ?? []);
  return { note: formatNote({ text: parsed.text, signatures: [...kept, ...fresh] }), added };
}
