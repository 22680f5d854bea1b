import { concatBytes, utf8 } from './bytes';
import { parseCheckpoint } from './checkpoint';
import { NoteError } from './note';
import type { VerifierKey } from './verifier-key';

/**
 * The bytes that a key signs for a note (c2sp.org/signed-note, c2sp.org/tlog-cosignature). `seconds` is the
 * POSIX time that a cosignature carries; plain `ed25519` has none.
 * @throws NoteError when a cosignature is asked for and the text is no checkpoint
 */
export function signedMessage(
  key: Pick<VerifierKey, 'kind' | 'name'>,
  text: string,
  seconds: number,
): Uint8Array {
  if (key.kind === 'ed25519') return utf8(text);
  const checkpoint = parseCheckpoint(text);
  if (key.kind === 'ed25519-cosignature') return utf8(`cosignature/v1\ntime ${seconds}\n${text}`);
  // ML-DSA-44 does not cover extension lines, so a checkpoint with any would be half signed.
  if (checkpoint.extensions.length > 0) throw new NoteError('ML-DSA-44 does not sign extension lines');
  return concatBytes([
    utf8('subtree/v1\n\0'),
    shortText(key.name),
    uint64(seconds),
    shortText(checkpoint.origin),
    uint64(0),
    uint64(checkpoint.size),
    checkpoint.root,
  ]);
}

/** What stands in the signature line after the key id: a cosignature has its time in front. */
export function withTime(key: Pick<VerifierKey, 'kind'>, seconds: number, signature: Uint8Array): Uint8Array {
  return key.kind === 'ed25519' ? signature : concatBytes([uint64(seconds), signature]);
}

/** @returns null when the bytes are too short to hold a time, or the time lies beyond 2^53 */
export function splitTime(
  key: Pick<VerifierKey, 'kind'>,
  bytes: Uint8Array,
): { readonly seconds: number | null; readonly signature: Uint8Array } | null {
  if (key.kind === 'ed25519') return { seconds: null, signature: bytes };
  if (bytes.length < 8) return null;
  const seconds = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
  return Number.isSafeInteger(seconds) ? { seconds, signature: bytes.subarray(8) } : null;
}

function uint64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** One byte of length, then the text. */
function shortText(text: string): Uint8Array {
  const bytes = utf8(text);
  if (bytes.length < 1 || bytes.length > 255) throw new NoteError('a name has 1 to 255 bytes');
  return concatBytes([Uint8Array.of(bytes.length), bytes]);
}
