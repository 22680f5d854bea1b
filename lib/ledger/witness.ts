import { equalBytes } from './bytes';
import { type Checkpoint, parseCheckpoint } from './checkpoint';
import { emptyRoot } from './merkle';
import { formatSignatureLine, NoteError, parseNote, type SignedNote } from './note';
import { type TreeHead, verifyConsistency } from './proof';
import type { Sha256 } from './sha256';
import { checkSignatures, type NoteSigner, type SignatureSchemes, signText } from './signatures';
import type { VerifierKey } from './verifier-key';
import { type AddCheckpoint, parseAddCheckpoint } from './witness-request';

/** What a witness knows and holds, apart from the last tree of each log. */
export interface Witness {
  readonly sha256: Sha256;
  readonly schemes: SignatureSchemes;
  /** Keys of the logs that it watches, each named as its log's origin. */
  readonly logs: readonly VerifierKey[];
  readonly signers: readonly NoteSigner[];
}

/** A request that was understood, before the witness looks at what it holds for this log. */
export interface WitnessRequest extends AddCheckpoint {
  readonly tree: Checkpoint;
  readonly note: SignedNote;
}

/** What to answer over HTTP. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly contentType: string;
  readonly body: string;
  /**
   * The tree to hold from now on. It must be durable before the answer leaves, and must replace exactly the
   * one that was passed in: if another request came first, this answer is void and the request is judged again.
   */
  readonly hold: TreeHead | null;
}

/** @throws NoteError when the body is malformed; to be answered with 400 */
export function readWitnessRequest(body: string): WitnessRequest {
  const request = parseAddCheckpoint(body);
  const note = parseNote(request.checkpoint);
  return { ...request, note, tree: parseCheckpoint(note.text) };
}

/**
 * Judges a request against the tree that the witness cosigned last for this origin (null: none yet), and
 * cosigns at `seconds` (POSIX) if the new tree contains the old one. A fork or a rollback is never cosigned.
 */
export async function judgeCheckpoint(
  witness: Witness,
  request: WitnessRequest,
  held: TreeHead | null,
  seconds: number,
): Promise<WitnessAnswer> {
  const { tree, note, oldSize, proof } = request;
  const keys = witness.logs.filter((key) => key.name === tree.origin);
  if (keys.length === 0) return refuse(404, 'unknown log');
  const { verified, failed } = await checkSignatures(witness.schemes, note, keys);
  if (verified.length === 0 || failed.length > 0) return refuse(403, 'no valid signature of the log');
  if (oldSize > tree.size) return refuse(400, 'the old size is larger than the new one');
  const last = held ?? { size: 0, root: emptyRoot(witness.sha256) };
  if (oldSize !== last.size) return conflict(last);
  if (tree.size === last.size && !equalBytes(tree.root, last.root)) return conflict(last);
  if (!verifyConsistency(witness.sha256, last, tree, proof))
    return refuse(422, 'the trees are not consistent');
  const lines = witness.signers
    .filter((signer) => tree.extensions.length === 0 || signer.key.kind !== 'ml-dsa-44')
    .map((signer) => formatSignatureLine(signText(signer, note.text, seconds)));
  const hold = { size: tree.size, root: tree.root };
  return { status: 200, contentType: 'text/plain; charset=utf-8', body: lines.join(''), hold };
}

/** The whole of it for one body; `heldFor` looks up the last tree of an origin. */
export async function answerWitnessRequest(
  witness: Witness,
  body: string,
  heldFor: (origin: string) => TreeHead | null,
  seconds: number,
): Promise<WitnessAnswer & { readonly origin: string | null }> {
  try {
    const request = readWitnessRequest(body);
    const { origin } = request.tree;
    return { ...(await judgeCheckpoint(witness, request, heldFor(origin), seconds)), origin };
  } catch (error) {
    if (error instanceof NoteError) return { ...refuse(400, error.message), origin: null };
    throw error;
  }
}

function refuse(status: WitnessAnswer['status'], why: string): WitnessAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${why}\n`, hold: null };
}

/** Says which size the witness holds, so that the log can send the right proof. */
function conflict(last: TreeHead): WitnessAnswer {
  return { status: 409, contentType: 'text/x.tlog.size', body: `${last.size}\n`, hold: null };
}
