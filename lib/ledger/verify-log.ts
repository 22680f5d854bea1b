import { equalBytes, fromBase64, toBase64 } from './bytes';
import { checkLeaf, type EntryCheck } from './check-leaf';
import { type Checkpoint, parseCheckpoint } from './checkpoint';
import { decodeFrontier, EMPTY_FRONTIER, encodeFrontier, rootOf } from './frontier';
import { FoundFault, found, type LogFault, type LogSource } from './log-source';
import { type Policy, quorumMet } from './policy';
import type { TreeHead } from './proof';
import { readBundles } from './read-bundles';
import type { Sha256 } from './sha256';
import { openNote, type SignatureSchemes } from './signatures';
import { TileRows, TreeWalk } from './tree-walk';

/** How far a check has come: enough to go on later, and to notice that the log was rewritten meanwhile. */
export interface LogCheckState {
  /** Leaves checked, a multiple of 256. */
  readonly size: number;
  /** The frontier over them, Base 64. */
  readonly frontier: string;
  /** Size and root (Base 64) of the last checkpoint under which a check ended well. */
  readonly seen: { readonly size: number; readonly root: string } | null;
}

export interface LogCheck {
  readonly sha256: Sha256;
  readonly schemes: SignatureSchemes;
  readonly source: LogSource;
  readonly policy: Policy;
  /** Trees that are known from elsewhere (older checkpoints, receipts); each must be a prefix of this log. */
  readonly known?: readonly TreeHead[];
  readonly resume?: LogCheckState;
  /** What an entry must be; a canonical leaf of ours unless said otherwise. */
  readonly checkEntry?: EntryCheck;
  /** Called now and then, and at the end. */
  readonly onProgress?: (state: LogCheckState, of: number) => void;
  /** Bundles asked for ahead of the one that is being checked. */
  readonly readAhead?: number;
}

export type LogVerdict =
  | { readonly ok: true; readonly checkpoint: Checkpoint; readonly state: LogCheckState }
  | { readonly ok: false; readonly checkpoint: Checkpoint | null; readonly fault: LogFault };

/** Bundles between two reports of progress. */
const REPORT_EVERY = 64;

/**
 * Checks a whole log from its tiles alone: signatures, that no older tree was forked or rolled back, every
 * entry against its leaf hash, every tile against the hashes below it, and the root. Goes from left to right
 * and stops at the first fault. Errors of the source itself (network, disk) are thrown.
 */
export async function verifyLog(check: LogCheck): Promise<LogVerdict> {
  let checkpoint: Checkpoint | null = null;
  try {
    checkpoint = await openCheckpoint(check);
    const state = await checkTree(check, checkpoint);
    return { ok: true, checkpoint, state };
  } catch (error) {
    if (error instanceof FoundFault) return { ok: false, checkpoint, fault: error.fault };
    throw error;
  }
}

async function openCheckpoint({ schemes, source, policy }: LogCheck): Promise<Checkpoint> {
  const served = await source.checkpoint();
  const keys = [...policy.logs, ...policy.witnesses.map((witness) => witness.key)];
  const refuse = (what: string) => found('checkpoint', null, null, what);
  const { text, verified } = await openNote(schemes, served, keys).catch((error: Error) =>
    refuse(error.message),
  );
  const checkpoint = readCheckpoint(text);
  const signed = new Set(verified.map(({ key }) => key));
  const byLog = policy.logs.some((key) => key.name === checkpoint.origin && signed.has(key));
  if (!byLog) refuse(`no trusted key of the log ${checkpoint.origin} signed the checkpoint`);
  if (!quorumMet(policy.quorum, signed)) refuse('too few witnesses cosigned the checkpoint');
  return checkpoint;
}

function readCheckpoint(text: string): Checkpoint {
  try {
    return parseCheckpoint(text);
  } catch (error) {
    return found('checkpoint', null, null, error instanceof Error ? error.message : 'unreadable');
  }
}

async function checkTree(check: LogCheck, { size, root }: Checkpoint): Promise<LogCheckState> {
  const { sha256, source, resume, onProgress, readAhead = 4 } = check;
  const seen = resume?.seen == null ? [] : [{ size: resume.seen.size, root: bytesOf(resume.seen.root) }];
  const heads = [...(check.known ?? []), ...seen].sort((a, b) => a.size - b.size);
  const beyond = heads.find((head) => head.size > size);
  if (beyond !== undefined) {
    found('rolled-back', size, beyond.size - 1, `the log had ${beyond.size} leaves and now has ${size}`);
  }
  let frontier =
    resume === undefined ? EMPTY_FRONTIER : decodeFrontier(resume.size, bytesOf(resume.frontier));
  if (frontier.size > size) found('rolled-back', size, frontier.size - 1, 'the log is shorter than it was');
  const tiles = new TileRows(source, size);
  const walk = new TreeWalk(sha256, tiles, heads, check.checkEntry ?? checkLeaf);
  const report = (): LogCheckState => ({
    size: walk.lastWhole.size,
    frontier: toBase64(encodeFrontier(walk.lastWhole)),
    seen: resume?.seen ?? null,
  });
  walk.lastWhole = frontier;
  walk.compareHeads(frontier);
  let bundles = 0;
  for await (const bundle of readBundles(source, frontier.size, size, readAhead)) {
    frontier = await walk.bundle(frontier, bundle);
    if (++bundles % REPORT_EVERY === 0) onProgress?.(report(), size);
  }
  if (!equalBytes(rootOf(sha256, frontier), root)) {
    found('root', walk.agreed, size - 1, 'the leaves do not add up to the root that was signed');
  }
  const state = { ...report(), seen: { size, root: toBase64(root) } };
  onProgress?.(state, size);
  return state;
}

function bytesOf(base64: string): Uint8Array {
  const bytes = fromBase64(base64);
  if (bytes === null) throw new RangeError('the state of the last check is damaged');
  return bytes;
}
