import { concatBytes, fromBase64, toBase64, utf8 } from './bytes';
import { isKeyName, NoteError } from './note';
import type { Sha256 } from './sha256';

/**
 * How a key signs. `ed25519`: the text of the note. The other two are cosignatures with a time
 * (c2sp.org/tlog-cosignature); `ml-dsa-44` also withstands quantum computers and covers the key's name.
 */
export type SignatureKind = 'ed25519' | 'ed25519-cosignature' | 'ml-dsa-44';

/** The byte that stands for the kind in key ids and verifier keys. */
const TYPE_BYTE: Readonly<Record<SignatureKind, number>> = {
  ed25519: 1,
  'ed25519-cosignature': 4,
  'ml-dsa-44': 6,
};

/** Length of a public key in bytes. */
const KEY_BYTES: Readonly<Record<SignatureKind, number>> = {
  ed25519: 32,
  'ed25519-cosignature': 32,
  'ml-dsa-44': 1312,
};

/** A public key that notes are checked with. */
export interface VerifierKey {
  /** The log's origin, or the witness's name. */
  readonly name: string;
  readonly keyId: number;
  readonly kind: SignatureKind;
  readonly publicKey: Uint8Array;
}

/** @throws NoteError when the name or the length of the key is not allowed */
export function makeVerifierKey(
  sha256: Sha256,
  name: string,
  kind: SignatureKind,
  publicKey: Uint8Array,
): VerifierKey {
  if (!isKeyName(name)) throw new NoteError(`not a key name: ${name}`);
  if (publicKey.length !== KEY_BYTES[kind]) throw new NoteError(`not a public key of kind ${kind}`);
  const id = sha256(concatBytes([utf8(`${name}\n`), Uint8Array.of(TYPE_BYTE[kind]), publicKey]));
  return { name, keyId: new DataView(id.buffer, id.byteOffset).getUint32(0), kind, publicKey };
}

/** `name+id+key`, as signed notes write verifier keys. */
export function formatVerifierKey({ name, keyId, kind, publicKey }: VerifierKey): string {
  const key = toBase64(concatBytes([Uint8Array.of(TYPE_BYTE[kind]), publicKey]));
  return `${name}+${keyId.toString(16).padStart(8, '0')}+${key}`;
}

/** @throws NoteError when the text is not a verifier key of a kind that is known here */
export function parseVerifierKey(sha256: Sha256, vkey: string): VerifierKey {
  const [, name = '', id = '', encoded = ''] = /^([^+]*)\+([0-9a-f]{8})\+(.+)$/u.exec(vkey) ?? [];
  const bytes = fromBase64(encoded);
  const kind = KINDS.find((known) => TYPE_BYTE[known] === bytes?.[0]);
  if (bytes === null || kind === undefined) throw new NoteError('not a verifier key that is known here');
  const key = makeVerifierKey(sha256, name, kind, bytes.slice(1));
  if (key.keyId !== Number.parseInt(id, 16)) throw new NoteError('the key id does not belong to the key');
  return key;
}

const KINDS = Object.keys(TYPE_BYTE) as readonly SignatureKind[];
