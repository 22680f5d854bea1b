import { fromBase64, toBase64 } from './bytes';

/** A text that is not a well-formed note, checkpoint, proof or key. Recognised by its code. */
export class NoteError extends Error {
  readonly code = 'BAD_NOTE';
}

/** One signature line of a note. Name and key id together say which key made it. */
export interface NoteSignature {
  readonly name: string;
  /** First four bytes of a hash of name and key, as a number. */
  readonly keyId: number;
  /** What follows the key id; its meaning depends on the kind of key. */
  readonly signature: Uint8Array;
}

/** A signed note (c2sp.org/signed-note): a text and who signed it. Nothing in it is trusted yet. */
export interface SignedNote {
  /** Ends with a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Post-quantum signatures take 3.3 kB each in Base 64; sixteen and the text must fit. */
const LONGEST_NOTE = 1_000_000;
const MOST_SIGNATURES = 100;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the specification forbids exactly these
const CONTROL = /[\u0000-\u0009\u000b-\u001f]|\p{Surrogate}/u;
const UNICODE_SPACE = /[\p{White_Space}+]/u;

/** A key's name: not empty, no Unicode space, no plus. */
export function isKeyName(name: string): boolean {
  return name !== '' && !UNICODE_SPACE.test(name) && !CONTROL.test(name);
}

/** @throws NoteError when the text is not a signed note */
export function parseNote(note: string): SignedNote {
  if (note.length > LONGEST_NOTE) throw new NoteError('the note is too long');
  if (CONTROL.test(note)) throw new NoteError('the note has control characters');
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) throw new NoteError('the note has no signatures');
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) throw new NoteError('the note has too many signatures');
  return { text: note.slice(0, split + 1), signatures: lines.map(parseSignatureLine) };
}

/** The note as it is published. */
export function formatNote(note: SignedNote): string {
  return `${note.text}\n${note.signatures.map(formatSignatureLine).join('')}`;
}

/** `— name base64(key id || signature)`, with its newline. */
export function formatSignatureLine({ name, keyId, signature }: NoteSignature): string {
  const bytes = new Uint8Array(4 + signature.length);
  new DataView(bytes.buffer).setUint32(0, keyId);
  bytes.set(signature, 4);
  return `— ${name} ${toBase64(bytes)}\n`;
}

/** @throws NoteError; `line` comes without its newline */
export function parseSignatureLine(line: string): NoteSignature {
  const [dash, name = '', encoded = '', more] = line.split(' ');
  const bytes = fromBase64(encoded);
  if (dash !== '—' || more !== undefined || !isKeyName(name) || bytes === null || bytes.length < 5) {
    throw new NoteError('a signature line is malformed');
  }
  const keyId = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return { name, keyId, signature: bytes.subarray(4) };
}
