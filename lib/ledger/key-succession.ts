import { isoTime } from '@/lib/market/iso-time';
import { fromBase64, toBase64, utf8 } from './bytes';
import { decodeLeaf } from './leaf';
import type { KeyLeaf } from './leaf-kinds';
import { NoteError } from './note';
import type { Sha256 } from './sha256';
import type { NoteSigner, SignatureSchemes } from './signatures';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from './verifier-key';

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
  tools: { readonly sha256: Sha256; readonly schemes: SignatureSchemes },
  known: readonly VerifierKey[],
  rotations: readonly string[],
): Promise<readonly VerifierKey[]> {
  const reached = [...known];
  for (const text of rotations) {
    const next = await vouchedFor(tools, reached, text);
    if (next !== null && !reached.some((key) => formatVerifierKey(key) === formatVerifierKey(next))) {
      reached.push(next);
    }
  }
  return reached;
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

async function vouchedFor(
  { sha256, schemes }: { readonly sha256: Sha256; readonly schemes: SignatureSchemes },
  known: readonly VerifierKey[],
  text: string,
): Promise<VerifierKey | null> {
  try {
    const leaf = decodeLeaf(utf8(text));
    if (leaf.kind !== 'key' || leaf.event !== 'activate') return null;
    const { endorsedBy = '', endorsement = '', vkey, at } = leaf;
    const by = known.find((key) => key.kind === 'ed25519' && formatVerifierKey(key) === endorsedBy);
    const signature = fromBase64(endorsement);
    const next = parseVerifierKey(sha256, vkey);
    if (by === undefined || signature === null || next.name !== by.name) return null;
    const holds = await schemes.verifyEd25519(by.publicKey, successionText(endorsedBy, vkey, at), signature);
    return holds ? next : null;
  } catch {
    return null;
  }
}
