import { createHash } from 'node:crypto';
import type { Answer } from './answer';
import type { Asked } from './asked';

/** Whether others may keep an answer that they have to ask about again. */
export function isKept({ method }: Pick<Asked, 'method'>, { status, headers }: Answer): boolean {
  const cache = headers['cache-control'] ?? 'no-store';
  return (method === 'GET' || method === 'HEAD') && status === 200 && !/no-store|immutable/.test(cache);
}

/** An answer with its tag, and without its body for who has it already (`If-None-Match`). */
export function unlessHeld(asked: Asked, answer: Answer): Answer {
  if (!isKept(asked, answer)) return answer;
  const etag = answer.headers.etag ?? tagOf(answer.body);
  if (!has(asked.headers.get('if-none-match'), etag))
    return { ...answer, headers: { ...answer.headers, etag } };
  const { 'content-type': _type, 'content-disposition': _name, ...headers } = answer.headers;
  return { status: 304, headers: { ...headers, etag }, body: '' };
}

/** Weak: packed and plain say the same, in other bytes. */
export function tagOf(body: Answer['body']): string {
  return `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}

function has(said: string | null, tag: string): boolean {
  if (said === null) return false;
  const plain = (one: string) => one.trim().replace(/^W\//, '');
  return said.trim() === '*' || said.split(',').some((one) => plain(one) === plain(tag));
}
