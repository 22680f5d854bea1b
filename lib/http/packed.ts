import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { Answer } from './answer';
import type { Asked } from './asked';
import { isKept } from './kept';

const compress = promisify(gzip);
const FAST = { level: constants.Z_BEST_SPEED };
/** What fits into one packet anyhow is not packed. */
const WORTH_PACKING = 1_400;
/** Plain texts here are receipts and checkpoints: hashes, which hardly shrink and are waited for. */
const PACKABLE = /^(?:text\/csv|application\/(?:[\w.+-]*json|x-ndjson))/;

/** Whether an answer of open data is worth packing by gzip. Next packs what goes out through it by itself. */
export function isPackable(asked: Asked, answer: Answer): boolean {
  return (
    isKept(asked, answer) &&
    answer.body.length >= WORTH_PACKING &&
    answer.headers['content-encoding'] === undefined &&
    PACKABLE.test(answer.headers['content-type'] ?? '')
  );
}

/** A packable answer, packed for who takes it. */
export async function packed(asked: Asked, answer: Answer): Promise<Answer> {
  const headers = { ...answer.headers, vary: 'accept-encoding' };
  if (!takesGzip(asked.headers.get('accept-encoding'))) return { ...answer, headers };
  const body = await (answer.packed?.() ?? pack(answer.body));
  return { ...answer, headers: { ...headers, 'content-encoding': 'gzip' }, body };
}

export function pack(body: Answer['body']): Promise<Uint8Array<ArrayBuffer>> {
  return compress(body, FAST);
}

/** Whether `Accept-Encoding` names gzip, and not as what is not taken. */
export function takesGzip(said: string | null): boolean {
  return (said ?? '').split(',').some((one) => {
    const [name = '', ...how] = one.split(';').map((part) => part.trim().toLowerCase());
    return (name === 'gzip' || name === '*') && !how.some((part) => /^q=0(?:\.0*)?$/.test(part));
  });
}
