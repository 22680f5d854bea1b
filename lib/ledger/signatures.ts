import { signedMessage, splitTime, withTime } from './cosignature';
import { formatNote, NoteError, type NoteSignature, parseNote, type SignedNote } from './note';
import type { VerifierKey } from './verifier-key';

type Verify = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>;

/** The two signature schemes, passed in: native on a server, WebCrypto or portable code in a browser. */
export interface SignatureSchemes {
  readonly verifyEd25519: Verify;
  readonly verifyMlDsa44: Verify;
}

/** A signature by a known key that was checked and holds. */
export interface VerifiedSignature {
  readonly key: VerifierKey;
  /** POSIX time at which a cosignature was made; null for a plain signature. */
  readonly seconds: number | null;
}

/** A note after the keys that are known have been looked for. */
export interface OpenedNote extends SignedNote {
  /** Each known key at most once. */
  readonly verified: readonly VerifiedSignature[];
}

/**
 * Checks every signature of a note that a known key claims to have made; others are ignored, as the
 * specification asks. Whether the keys that signed are enough is for the caller's policy to say.
 * @throws NoteError when the note is malformed, or a signature of a known key does not hold
 */
export async function openNote(
  schemes: SignatureSchemes,
  note: string,
  keys: readonly VerifierKey[],
): Promise<OpenedNote> {
  const parsed = parseNote(note);
  const verified = new Map<VerifierKey, VerifiedSignature>();
  for (const line of parsed.signatures) {
    const key = keys.find((known) => known.name === line.name && known.keyId === line.keyId);
    if (key === undefined) continue;
    const seconds = await verifySignature(schemes, key, parsed.text, line.signature);
    if (seconds === false) throw new NoteError(`the signature of ${key.name} does not hold`);
    if (!verified.has(key)) verified.set(key, { key, seconds });
  }
  return { ...parsed, verified: [...verified.values()] };
}

/** @returns false when it does not hold; else the time it carries, null when it carries none */
async function verifySignature(
  schemes: SignatureSchemes,
  key: VerifierKey,
  text: string,
  bytes: Uint8Array,
): Promise<number | null | false> {
  const timed = splitTime(key, bytes);
  if (timed === null || timed.signature.length !== SIGNATURE_BYTES[key.kind]) return false;
  const verify = key.kind === 'ml-dsa-44' ? schemes.verifyMlDsa44 : schemes.verifyEd25519;
  const message = signedMessage(key, text, timed.seconds ?? 0);
  return (await verify(key.publicKey, message, timed.signature)) ? timed.seconds : false;
}

const SIGNATURE_BYTES = { ed25519: 64, 'ed25519-cosignature': 64, 'ml-dsa-44': 2420 } as const;

/** A private key that signs notes under a name. Signing has no other effect. */
export interface NoteSigner {
  readonly key: VerifierKey;
  /** The bare signature of a message. */
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** The signature line of a key under a text. `seconds` is the POSIX time for a cosignature. */
export function signText({ key, sign }: NoteSigner, text: string, seconds: number): NoteSignature {
  const signature = withTime(key, seconds, sign(signedMessage(key, text, seconds)));
  return { name: key.name, keyId: key.keyId, signature };
}

/** The note with a signature of each signer. @throws NoteError when the text does not end with a newline */
export function signNote(text: string, signers: readonly NoteSigner[], seconds: number): string {
  if (!text.endsWith('\n')) throw new NoteError('a note ends with a newline');
  return formatNote({ text, signatures: signers.map((signer) => signText(signer, text, seconds)) });
}
