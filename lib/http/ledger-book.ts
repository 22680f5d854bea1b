import { z } from 'zod';
import { SmpError } from '@/lib/errors';
import { exportLeaves, MOST_EXPORTED } from '@/lib/services/export-ledger';
import { ledgerRotations } from '@/lib/services/ledger-identity';
import { searchLedger } from '@/lib/services/search-ledger';
import { door } from './door';
import { publicJson } from './json';
import { publishedNow } from './ledger-files';
import { commodityCode, isoDate, marketCode, parseQuery, wholeNumber } from './query';

export const searchQuery = z.strictObject({
  market_id: marketCode.optional(),
  commodity: commodityCode.optional(),
  day: isoDate.optional(),
  device_id: z.string().min(1).max(128).optional(),
  reading_id: z.uuid({ error: 'Write the UUID of a reading' }).optional(),
  before: wholeNumber(0).optional(),
  limit: wholeNumber(1, 200).default(50),
});

/** `GET /ledger/search`: sealed prices by market, day, device or reading, newest first. */
export const ledgerSearch = door('ledger-search', async (request, runtime) => {
  const { market_id, device_id, reading_id, ...rest } = parseQuery(request, searchQuery);
  const { pool, catalog, clock } = runtime;
  const entries = await searchLedger(
    { pool, catalog, now: clock.now() },
    { ...rest, market: market_id, device: device_id, reading: reading_id },
  );
  const more = entries.length === rest.limit && reading_id === undefined;
  return publicJson({ entries, next_before: more ? (entries.at(-1)?.index ?? null) : null }, 1);
});

export const exportQuery = z.strictObject({
  from: wholeNumber(0),
  to: wholeNumber(1),
});

/** `GET /ledger/export?from=&to=`: leaves `[from, to)` with their proofs, JSON a line, at most a thousand. */
export const ledgerExport = door('ledger-export', async (request, { ledger, pool }) => {
  const { from, to } = parseQuery(request, exportQuery);
  const published = publishedNow(ledger());
  const refuse = (field: 'from' | 'to', message: string) =>
    new SmpError('INVALID', message, { errors: [{ field, code: 'out_of_range', message }] });
  if (from >= to) throw refuse('from', 'from must be smaller than to.');
  if (to - from > MOST_EXPORTED) throw refuse('to', `Ask for at most ${MOST_EXPORTED} leaves at once.`);
  if (to > published.size) throw new SmpError('NOT_FOUND', `Only ${published.size} leaves are published.`);
  const file = await exportLeaves(ledger().tree, published, from, to, await ledgerRotations(pool));
  return {
    status: 200,
    headers: {
      'content-type': 'application/x-ndjson',
      'content-disposition': `attachment; filename="ledger-${from}-${to}.ndjson"`,
      'cache-control': 'no-cache',
      'access-control-allow-origin': '*',
    },
    body: file,
  };
});
