import { SmpError } from '@/lib/errors';
import { aboutPrice } from '@/lib/services/ledger-about';
import { ledgerRotations as rotations } from '@/lib/services/ledger-identity';
import { door } from './door';
import { publicJson } from './json';

const INDEX = /^\/ledger\/about\/(0|[1-9][0-9]{0,14})\/?$/;

/**
 * `GET /ledger/about/{index}`: which later leaves decide about the price at that position, and the texts whose
 * hashes stand in the leaves. Nothing here is to be believed before it is compared with them.
 */
export const ledgerAbout = door('ledger-about', async (request, runtime) => {
  const index = Number(INDEX.exec(new URL(request.url).pathname)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(index)) throw new SmpError('NOT_FOUND', 'Ask for /ledger/about/ and a number.');
  return publicJson(await aboutPrice(runtime, index), 1);
});

/**
 * `GET /ledger/rotations`: the leaves by which an old key of the log vouches for the one after it, oldest first.
 */
export const ledgerRotations = door('ledger-rotations', async (_request, { pool, ledger }) =>
  publicJson({ origin: ledger().origin, rotations: await rotations(pool) }, 60),
);
