import { randomBytes } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';

/** By which a page's own scripts are known: 128 bits that nobody can guess, in letters that need no quoting anywhere. */
export function createNonce(): string {
  return randomBytes(16).toString('hex');
}

/**
 * Where a nonce stands in a page, so that each reader is given another one. The one that it was drawn with is told to
 * nobody: no text from outside can stand in its place.
 */
export function createNonceFiller(page: Buffer, drawnWith: string): (nonce: string) => Buffer {
  const places: number[] = [];
  for (let at = page.indexOf(drawnWith); at >= 0; at = page.indexOf(drawnWith, at + drawnWith.length))
    places.push(at);
  return (nonce) => {
    const filled = Buffer.from(page);
    for (const at of places) filled.write(nonce, at, 'latin1');
    return filled;
  };
}

/** The same in what is said above the page. */
export function withNonce(
  headers: OutgoingHttpHeaders,
  drawnWith: string,
  nonce: string,
): OutgoingHttpHeaders {
  const filled = (said: string) => said.replaceAll(drawnWith, nonce);
  return Object.fromEntries(
    Object.entries(headers).map(([name, said]) => [
      name,
      typeof said === 'string' ? filled(said) : Array.isArray(said) ? said.map(filled) : said,
    ]),
  );
}
