import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { SmpError } from '@/lib/errors';
import type { Ledger } from '@/lib/services/ledger';
import { ledgerTile, publishedPolicy } from '@/lib/services/ledger-published';
import type { Answer } from './answer';
import { door } from './door';
import { takesGzip } from './packed';

const compress = promisify(gzip);
const FAST = { level: constants.Z_BEST_SPEED };
const FOREVER = 'public, max-age=31536000, immutable';
const ANYWHERE = { 'access-control-allow-origin': '*' };

/** What is published now. @throws SmpError UNAVAILABLE before the first checkpoint */
export function publishedNow(ledger: Ledger): NonNullable<ReturnType<Ledger['published']>> {
  const published = ledger.published();
  if (published !== null) return published;
  throw new SmpError('UNAVAILABLE', 'The ledger has no checkpoint yet.', { retryAfter: 1 });
}

export function ledgerText(text: string, cache: string): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': cache, ...ANYWHERE },
    body: text,
  };
}

/**
 * `GET /ledger/checkpoint` (c2sp.org/tlog-tiles). Where the specification has files, parameters change nothing and are
 * not refused: clients put one behind an address to get past a cache, and a static copy of the log would not look at it.
 */
export const ledgerCheckpoint = door('ledger-checkpoint', (_request, { ledger }) =>
  ledgerText(publishedNow(ledger()).note, 'public, max-age=1'),
);

/** `GET /ledger/key`: the verifier keys of this log, one a line, as signed notes write them. */
export const ledgerKey = door('ledger-key', (_request, { ledger }) =>
  ledgerText(`${ledger().vkeys.join('\n')}\n`, 'public, max-age=60'),
);

/**
 * `GET /ledger/policy` (c2sp.org/tlog-policy): the log's keys, its witnesses, and how many of them cosign what
 * is published.
 */
export const ledgerPolicy = door('ledger-policy', (_request, { ledger }) =>
  ledgerText(publishedPolicy(ledger()), 'public, max-age=60'),
);

/** `GET /ledger/tile/…` and `/ledger/entries/…`, which is another way to `/ledger/tile/entries/…`. */
export const ledgerFile = door('ledger-tile', async (request, { ledger }) => {
  const path = new URL(request.url).pathname.replace('/ledger/', '').replace(/^entries\//, 'tile/entries/');
  const bytes = await ledgerTile(ledger(), path);
  if (bytes === null) throw new SmpError('NOT_FOUND', 'The published ledger has no such tile.');
  const headers = { 'content-type': 'application/octet-stream', 'cache-control': FOREVER, ...ANYWHERE };
  // Hashes do not compress; entries shrink to a tenth.
  if (!path.startsWith('tile/entries/')) return { status: 200, headers, body: bytes };
  const packs = takesGzip(request.headers.get('accept-encoding'));
  const varying = { ...headers, vary: 'accept-encoding' };
  if (!packs) return { status: 200, headers: varying, body: bytes };
  const packed = { ...varying, 'content-encoding': 'gzip' };
  return { status: 200, headers: packed, body: await compress(bytes, FAST) };
});
