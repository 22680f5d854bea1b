import { isoTime } from '@/lib/market/iso-time';
import { fromBase64, toBase64, utf8 } from './bytes';
import { decodeLeaf } from './leaf';
import type { KeyLeaf } from './leaf-kinds';
import { NoteError } from './note';
import type { Sha256 } from './sha256';
import type { NoteSigner, SignatureSchemes } from './signatures';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from './verifier-key';

interface Tools {
  readonly sha256: Sha256;
  readonly schemes: SignatureSchemes;
}

/**
 * What the old key signs when another takes over: both verifier keys and the time, so that whoever knows the
 * old key can come to trust the new one without asking anybody.
 */
function successionText(old: string, next: string, at: number): Uint8Array {
  return utf8(`smp-key-succession/v1\n${old}\n${next}\n${isoTime(at)}\n`);
}

/** Members of a key leaf by which the old key vouches for the new one. */
export function endorse(
  by: NoteSigner,
  next: string,
  at: number,
): Required<Pick<KeyLeaf, 'endorsedBy' | 'endorsement'>> {
  const endorsedBy = formatVerifierKey(by.key);
  return { endorsedBy, endorsement: toBase64(by.sign(successionText(endorsedBy, next, at))) };
}

/**
 * The keys that follow from known ones: each that a known Ed25519 key of the same log vouches for, and so on
 * along the chain. What is malformed, of another log or badly signed is passed over.
 *
 * @param rotations canonical leaves of keys that came into use, oldest first
 * @returns the known keys and those that were reached
 */
export async function followSuccession(
  tools: Tools,
  known: readonly VerifierKey[],
  rotations: readonly string[],
): Promise<readonly VerifierKey[]> {
  const reached = [...known];
  for (const text of rotations) {
    const vouched = await vouchedIn(tools, text, ({ by, next }) => has(reached, by) && !has(reached, next));
    if (vouched !== null) reached.push(vouched.next);
  }
  return reached;
}

/**
 * The keys that signed before known ones: each that vouched for one of them, and so on back along the chain. Only for
 * who believes what the log says of itself, as at a first visit: anybody may vouch for a key of somebody else.
 *
 * @param rotations as for {@link followSuccession}
 * @returns the former keys alone
 */
export async function formerKeys(
  tools: Tools,
  known: readonly VerifierKey[],
  rotations: readonly string[],
): Promise<readonly VerifierKey[]> {
  const reached = [...known];
  for (const text of [...rotations].reverse()) {
    const vouched = await vouchedIn(tools, text, ({ by, next }) => has(reached, next) && !has(reached, by));
    if (vouched !== null) reached.push(vouched.by);
  }
  return reached.slice(known.length);
}

function has(keys: readonly VerifierKey[], wanted: VerifierKey): boolean {
  return keys.some((key) => formatVerifierKey(key) === formatVerifierKey(wanted));
}

const MOST_ROTATIONS = 10_000;

/** How a log tells of its changes of keys: JSON with `rotations`, canonical leaves in their order. */
export function formatRotations(rotations: readonly string[]): string {
  return JSON.stringify({ rotations });
}

/** @throws NoteError when the text is no such JSON; members beside `rotations` are passed over */
export function parseRotations(text: string): readonly string[] {
  try {
    const { rotations } = JSON.parse(text) as { readonly rotations?: unknown };
    const strings = Array.isArray(rotations) && rotations.every((leaf) => typeof leaf === 'string');
    if (strings && rotations.length <= MOST_ROTATIONS) return rotations;
  } catch {
    // Not JSON: told below.
  }
  throw new NoteError('these are no changes of keys');
}

interface Vouched {
  readonly by: VerifierKey;
  readonly next: VerifierKey;
}

/** Who vouches for whom in a leaf; null when it says nothing that `counts`, or the signature does not hold. */
async function vouchedIn(
  { sha256, schemes }: Tools,
  text: string,
  counts: (vouched: Vouched) => boolean,
): Promise<Vouched | null> {
  try {
    const leaf = decodeLeaf(utf8(text));
    if (leaf.kind !== 'key' || leaf.event !== 'activate') return null;
    const { endorsedBy = '', endorsement = '', vkey, at } = leaf;
    const signature = fromBase64(endorsement);
    const [by, next] = [parseVerifierKey(sha256, endorsedBy), parseVerifierKey(sha256, vkey)];
    if (by.kind !== 'ed25519' || signature === null || next.name !== by.name) return null;
    if (!counts({ by, next })) return null;
    const holds = await schemes.verifyEd25519(by.publicKey, successionText(endorsedBy, vkey, at), signature);
    return holds ? { by, next } : null;
  } catch {
    return null;
  }
}
