import { type Checkpoint, parseCheckpoint } from './checkpoint';
import { decodeLeaf } from './leaf';
import type { Leaf } from './leaf-kinds';
import { leafHash } from './merkle';
import { parseNote, type SignedNote } from './note';
import { type Policy, quorumMet } from './policy';
import { verifyInclusion } from './proof';
import type { Sha256 } from './sha256';
import { type CheckedSignatures, checkSignatures, type SignatureSchemes } from './signatures';
import { parseTlogProof } from './tlog-proof';

/** What is shown to be true, in the order in which a page tells it. */
export type ReceiptStepName = 'file' | 'leaf' | 'inclusion' | 'log' | 'post-quantum' | 'witnesses';

/** `absent`: there was nothing to check, which is no failure (no witness is asked for, no second signature). */
export type ReceiptOutcome = 'ok' | 'failed' | 'absent';

export interface ReceiptStep {
  readonly name: ReceiptStepName;
  readonly outcome: ReceiptOutcome;
  /** Why it failed, in English, for the curious; null when it did not. */
  readonly reason: string | null;
  /** Who signed in this step, and when (POSIX seconds; null when the signature carries no time). */
  readonly signers: readonly { readonly name: string; readonly seconds: number | null }[];
}

export interface ReceiptReport {
  /** True only when no step failed. */
  readonly ok: boolean;
  readonly steps: readonly ReceiptStep[];
  /** What was proved; null when it cannot be read. Not to be believed unless `ok`. */
  readonly leaf: Leaf | null;
  readonly checkpoint: Checkpoint | null;
}

/**
 * Checks a receipt without any network: the leaf is what it says, it is at its place in the tree, and the tree
 * was signed by the log and by enough witnesses.
 * @param receipt a `c2sp.org/tlog-proof@v1` text whose extra data is the canonical leaf
 * @param entry the leaf's bytes, when they came apart from the proof
 */
export async function verifyReceipt(
  tools: { readonly sha256: Sha256; readonly schemes: SignatureSchemes },
  policy: Policy,
  receipt: string,
  entry?: Uint8Array,
): Promise<ReceiptReport> {
  const file = attempt(() => {
    const proof = parseTlogProof(receipt);
    const note = parseNote(proof.checkpoint);
    return { proof, note, checkpoint: parseCheckpoint(note.text) };
  });
  if ('reason' in file)
    return { ok: false, steps: [step('file', file.reason)], leaf: null, checkpoint: null };
  const { proof, note, checkpoint } = file.value;
  const bytes = entry ?? proof.extra;
  const leaf = attempt(() => readLeaf(bytes, proof.index));
  const { size, root } = checkpoint;
  const included =
    bytes !== null &&
    verifyInclusion(tools.sha256, proof.index, size, leafHash(tools.sha256, bytes), proof.hashes, root);
  const steps = [
    step('file', null),
    step('leaf', 'reason' in leaf ? leaf.reason : null),
    step('inclusion', included ? null : NOT_INCLUDED),
    ...(await signatureSteps(tools.schemes, policy, note, checkpoint)),
  ];
  const ok = steps.every(({ outcome }) => outcome !== 'failed');
  return { ok, steps, leaf: 'reason' in leaf ? null : leaf.value, checkpoint };
}

export const NOT_INCLUDED = 'the proof does not lead from this leaf to the root of the tree';

/** Who signed a checkpoint: the log, the log again with its second key, and its witnesses. */
export async function signatureSteps(
  schemes: SignatureSchemes,
  policy: Policy,
  note: SignedNote,
  checkpoint: Checkpoint,
): Promise<readonly ReceiptStep[]> {
  const keys = [...policy.logs, ...policy.witnesses.map((witness) => witness.key)];
  const checked = await checkSignatures(schemes, note, keys);
  return [
    logStep(policy, checkpoint, checked),
    postQuantumStep(policy, checkpoint, checked),
    witnessStep(policy, checked),
  ];
}

/** @throws LeafError, RangeError when the bytes are no leaf, or that of another position */
export function readLeaf(bytes: Uint8Array | null, index: number): Leaf {
  if (bytes === null) throw new RangeError('the receipt does not hold the leaf');
  const leaf = decodeLeaf(bytes);
  if (leaf.index !== index) throw new RangeError(`the leaf says that it is number ${leaf.index}`);
  return leaf;
}

function logStep(
  { logs }: Policy,
  { origin }: Checkpoint,
  { verified, failed }: CheckedSignatures,
): ReceiptStep {
  const signers = verified.filter(({ key }) => logs.includes(key) && key.name === origin).map(signer);
  if (failed.some((key) => logs.includes(key)))
    return step('log', 'a signature of the log does not hold', signers);
  return step('log', signers.length > 0 ? null : `no trusted key of ${origin} signed`, signers);
}

function postQuantumStep({ logs }: Policy, { origin }: Checkpoint, checked: CheckedSignatures): ReceiptStep {
  const ours = logs.filter((key) => key.kind === 'ml-dsa-44' && key.name === origin);
  const signers = checked.verified.filter(({ key }) => ours.includes(key)).map(signer);
  if (checked.failed.some((key) => ours.includes(key))) {
    return step('post-quantum', 'the second signature does not hold', signers);
  }
  return signers.length > 0 ? step('post-quantum', null, signers) : absent('post-quantum');
}

function witnessStep({ witnesses, quorum }: Policy, { verified, failed }: CheckedSignatures): ReceiptStep {
  const keys = witnesses.map((witness) => witness.key);
  const cosigned = verified.filter(({ key }) => keys.includes(key));
  const signers = cosigned.map(signer);
  if (failed.some((key) => keys.includes(key))) {
    return step('witnesses', 'a signature of a witness does not hold', signers);
  }
  if (!quorumMet(quorum, new Set(cosigned.map(({ key }) => key)))) {
    return step('witnesses', 'too few witnesses cosigned', signers);
  }
  return signers.length > 0 ? step('witnesses', null, signers) : absent('witnesses');
}

function signer({ key, seconds }: CheckedSignatures['verified'][number]): ReceiptStep['signers'][number] {
  return { name: key.name, seconds };
}

function step(
  name: ReceiptStepName,
  reason: string | null,
  signers: ReceiptStep['signers'] = [],
): ReceiptStep {
  return { name, outcome: reason === null ? 'ok' : 'failed', reason, signers };
}

function absent(name: ReceiptStepName): ReceiptStep {
  return { name, outcome: 'absent', reason: null, signers: [] };
}

function attempt<T>(make: () => T): { readonly value: T } | { readonly reason: string } {
  try {
    return { value: make() };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : 'unreadable' };
  }
}
