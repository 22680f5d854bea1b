import { z } from 'zod';
import { SmpError } from '@/lib/errors';
import type { Runtime } from '@/lib/runtime';
import { proveGrowth, proveLeaf } from '@/lib/services/ledger-receipt';
import { door } from './door';
import { publicJson } from './json';
import { ledgerText, publishedNow } from './ledger-files';
import { parseQuery, wholeNumber } from './query';

const WAIT_MS = 3_000;
const INDEX = /^\/ledger\/proof\/(0|[1-9][0-9]{0,15})$/;
export const proofQuery = z.strictObject({ leaf: z.enum(['0', '1']).default('1') });

/**
 * `GET /ledger/proof/{index}`: a `c2sp.org/tlog-proof@v1` text with the leaf as its extra data, so that the
 * one file is a receipt; `?leaf=0` leaves it out. A leaf that is not signed yet is waited for, a second or two.
 */
export const ledgerProof = door('ledger-proof', async (request, runtime) => {
  const { leaf } = parseQuery(request, proofQuery);
  const index = Number(INDEX.exec(new URL(request.url).pathname)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(index)) throw new SmpError('NOT_FOUND', 'Ask for /ledger/proof/ and a number.');
  await untilPublished(runtime, index);
  const ledger = runtime.ledger();
  const proof = await proveLeaf(ledger.tree, publishedNow(ledger), index, leaf === '1');
  return ledgerText(proof, 'no-cache');
});

async function untilPublished(runtime: Runtime, index: number): Promise<void> {
  const ledger = runtime.ledger();
  if (index < (ledger.published()?.size ?? 0)) return;
  if (index >= (await ledger.size())) throw new SmpError('NOT_FOUND', `The ledger has no leaf ${index} yet.`);
  if (await ledger.holds(index, WAIT_MS)) return;
  throw new SmpError('UNAVAILABLE', `Leaf ${index} is not signed yet.`, { retryAfter: 2 });
}

export const consistencyQuery = z.strictObject({
  old: wholeNumber(0),
  size: wholeNumber(0).optional(),
});

/**
 * `GET /ledger/consistency?old=&size=`: the proof (RFC 6962, section 2.1.2) that the first `old` leaves are
 * the beginning of the first `size`; without `size` up to the published checkpoint, which is sent along.
 */
export const ledgerConsistency = door('ledger-consistency', async (request, { ledger }) => {
  const asked = parseQuery(request, consistencyQuery);
  const published = publishedNow(ledger());
  const size = asked.size ?? published.size;
  if (size > published.size) throw new SmpError('NOT_FOUND', `Only ${published.size} leaves are published.`);
  if (asked.old > size) {
    const message = `old (${asked.old}) is larger than size (${size}); ask for the smaller one as old.`;
    throw new SmpError('INVALID', message, { errors: [{ field: 'old', code: 'out_of_order', message }] });
  }
  const proof = await proveGrowth(ledger().tree, asked.old, size);
  return publicJson(
    {
      old: asked.old,
      size,
      proof: proof.map((hash) => Buffer.from(hash).toString('base64')),
      checkpoint: size === published.size ? published.note : null,
    },
    1,
  );
});
