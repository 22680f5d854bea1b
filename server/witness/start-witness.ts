import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { parseRotations } from '@/lib/ledger/key-succession';
import { NoteError } from '@/lib/ledger/note';
import { formatVerifierKey } from '@/lib/ledger/verifier-key';
import { judgeCheckpoint, readWitnessRequest, type Witness, type WitnessAnswer } from '@/lib/ledger/witness';
import { type HeldTrees, heldTrees } from '@/lib/services/ledger-held-trees';
import { type Release, tryLock } from '../folder-lock';
import { freeWords, holderWords } from '../holder';
import { drain, listen } from '../http/http-server';
import { type KnownKeys, openKnownKeys } from './known-keys';

/** A checkpoint with a hundred post-quantum signatures and its proof fit. */
const LONGEST_BODY = 512 * 1024;
const REQUEST_MS = 10_000;

export interface WitnessOptions {
  readonly witness: Witness;
  /** Folder in which the last tree of each log is held. */
  readonly folder: string;
  readonly port: number;
  readonly host: string;
  /** ms since 1970. */
  readonly now: () => number;
  /** Told of every request: log, size, outcome. */
  readonly onRequest: (origin: string | null, size: number | null, status: number) => void;
  /** Told of what kept it from answering, e.g. a full disk. */
  readonly onFault: (error: unknown) => void;
}

/**
 * Serves a witness (c2sp.org/tlog-witness): `POST /add-checkpoint`, and `GET /key` for its verifier keys. A
 * cosignature leaves only after the tree under it is durable; what it holds survives being killed.
 *
 * Beyond the specification, `POST /add-rotations` takes what `/ledger/rotations` of a log answers: a key that a
 * known one vouches for is known from then on.
 */
export async function startWitness(
  options: WitnessOptions,
): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const release = await takeFolder(options.folder);
  const held = heldTrees(join(options.folder, 'trees'));
  const keys = await openKnownKeys(options.witness, join(options.folder, 'rotations.json')).catch(
    async (error: unknown) => {
      await release();
      throw error;
    },
  );
  const server: Server = createServer({ requestTimeout: REQUEST_MS }, (request, response) => {
    answer({ ...options, held, keys }, request).then(
      ({ status, contentType, body }) => {
        response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' });
        response.end(body);
      },
      (error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') options.onFault(error);
        refuse(response);
      },
    );
  });
  try {
    const port = await listen(server, options.port, options.host, '--port ');
    return {
      port,
      async stop() {
        await drain(server);
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const PLAIN = 'text/plain; charset=utf-8';

interface OpenWitness extends WitnessOptions {
  readonly held: HeldTrees;
  readonly keys: KnownKeys;
}

async function answer(options: OpenWitness, request: IncomingMessage): Promise<Answer> {
  const [path] = (request.url ?? '/').split('?');
  if (request.method === 'GET' && path === '/key') {
    const keys = options.witness.signers.map(({ key }) => `${formatVerifierKey(key)}\n`);
    return { status: 200, contentType: PLAIN, body: keys.join('') };
  }
  const door = path === '/add-checkpoint' ? addCheckpoint : path === '/add-rotations' ? addRotations : null;
  if (door === null) return { status: 404, contentType: PLAIN, body: 'not found\n' };
  if (request.method !== 'POST') return { status: 405, contentType: PLAIN, body: 'only POST\n' };
  const body = await readBody(request);
  if (body === null) return { status: 413, contentType: PLAIN, body: 'too long\n' };
  return door(options, body);
}

/** Answers with the keys of logs that are known now; refuses what nobody known vouches for. */
async function addRotations({ keys, onRequest }: OpenWitness, body: string): Promise<Answer> {
  let rotations: readonly string[];
  try {
    rotations = parseRotations(body);
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    return { status: 400, contentType: PLAIN, body: `${error.message}\n` };
  }
  const learnt = await keys.learn(rotations);
  for (const { name } of learnt) onRequest(name, null, 200);
  if (learnt.length === 0) return { status: 403, contentType: PLAIN, body: 'no known key vouches for it\n' };
  return {
    status: 200,
    contentType: PLAIN,
    body: keys
      .current()
      .map((key) => `${formatVerifierKey(key)}\n`)
      .join(''),
  };
}

/** Judges again when another request came first, so that no answer rests on a tree that is no longer held. */
async function addCheckpoint(options: OpenWitness, body: string): Promise<Answer> {
  const { held, keys } = options;
  let request: ReturnType<typeof readWitnessRequest>;
  try {
    request = readWitnessRequest(body);
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    options.onRequest(null, null, 400);
    return { status: 400, contentType: PLAIN, body: `${error.message}\n` };
  }
  const { origin, size } = request.tree;
  for (;;) {
    const last = await held.get(origin);
    const seconds = Math.floor(options.now() / 1000);
    const witness = { ...options.witness, logs: keys.current() };
    const judged: WitnessAnswer = await judgeCheckpoint(witness, request, last, seconds);
    if (judged.hold !== null && !(await held.replace(origin, last, judged.hold))) continue;
    options.onRequest(origin, size, judged.status);
    return judged;
  }
}

/** @returns null for one that is too long: it is read to its end, or whoever sends it would see no answer */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= LONGEST_BODY) chunks.push(chunk);
  }
  return length > LONGEST_BODY ? null : Buffer.concat(chunks).toString('utf8');
}

/** What is held cannot be read or written: nothing is cosigned. */
function refuse(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(500, { 'content-type': PLAIN });
  response.end('this witness cannot answer now\n');
}

/** @throws Error that names the other witness that works with the folder, and says what to do */
async function takeFolder(folder: string): Promise<Release> {
  const path = join(folder, 'lock');
  const taken = await tryLock(path);
  if (typeof taken === 'function') return taken;
  throw new Error(
    `${holderWords(taken)} is a witness with this folder; two would cosign two histories. ${freeWords(taken, path)}.`,
  );
}
