import { door } from './door';
import { json, publicJson } from './json';

/**
 * `GET /api/blockchain/integrity/check`: what is stored and signed, and whether the newest leaves hold. 200
 * with `ok: true`, or 200 with `ok: false` and the reason: a finding is an answer.
 */
export const ledgerIntegrity = door('ledger-integrity', async (_request, runtime) => {
  const ledger = runtime.ledger();
  const published = ledger.published();
  const size = await ledger.size();
  const fault = ledger.fault();
  if (published === null) {
    return json({
      ok: false,
      origin: ledger.origin,
      size,
      checkpoint: null,
      tail: null,
      fault: fault ?? 'nothing was signed yet',
    });
  }
  const tail = await ledger.tail();
  return publicJson(
    {
      ok: fault === null && tail.ok,
      origin: ledger.origin,
      keys: ledger.vkeys,
      size,
      checkpoint: {
        size: published.size,
        root: Buffer.from(published.root).toString('hex'),
        signed_at: new Date(published.createdAt).toISOString(),
        note: published.note,
      },
      unsigned: Math.max(0, size - published.size),
      tail,
      fault,
    },
    1,
  );
});
