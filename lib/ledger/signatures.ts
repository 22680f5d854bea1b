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

/** What became of the signatures of a note that known keys claim to have made. */
export interface CheckedSignatures {
  /** Each known key at most once. */
  readonly verified: readonly VerifiedSignature[];
  /** Keys with a signature that does not hold. */
  readonly failed: readonly VerifierKey[];
}

/** Checks every signature whose name and key id are those of a known key; others are ignored. */
export async function checkSignatures(
  schemes: SignatureSchemes,
  note: SignedNote,
  keys: readonly VerifierKey[],
): Promise<CheckedSignatures> {
  const verified = new Map<VerifierKey, VerifiedSignature>();
  const failed = new Set<VerifierKey>();
  for (const line of note.signatures) {
    const key = keys.find((known) => known.name === line.name && known.keyId === line.keyId);
    if (key === undefined) continue;
    const seconds = await verifySignature(schemes, key, note.text, line.signature);
    if (seconds === false) failed.add(key);
    else if (!verified.has(key)) verified.set(key, { key, seconds });
  }
  return { verified: [...verified.values()].filter(({ key }) => !failed.has(key)), failed: [...failed] };
}

/** A note after the keys that are known have been looked for. */
export interface OpenedNote extends SignedNote {
  /** Each known key at most once. */
  readonly verified: readonly VerifiedSignature[];
}

/**
 * Opens a note, refusing it as a whole when a known key's signature does not hold, as the specification asks.
 * Whether the keys that signed are enough is for the caller's policy to say.
 * @throws NoteError when the note is malformed, or a signature of a known key does not hold
 */
export async function openNote(
  schemes: SignatureSchemes,
  note: string,
  keys: readonly VerifierKey[],
): Promise<OpenedNote> {
  const parsed = parseNote(note);
  const { verified, failed } = await checkSignatures(schemes, parsed, keys);
  const [forged] = failed;
  if (forged !== undefined) throw new NoteError(`the signature of ${forged.name} does not hold`);
  return { ...parsed, verified };
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
  const message = messageOf(key, text, timed.seconds ?? 0);
  if (message === null) return false;
  return (await verify(key.publicKey, message, timed.signature)) ? timed.seconds : false;
}

function messageOf(key: VerifierKey, text: string, seconds: number): Uint8Array | null {
  try {
    return signedMessage(key, text, seconds);
  } catch {
    return null; // a cosignature under a text that is no checkpoint
  }
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
