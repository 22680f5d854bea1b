import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ImportFormat, RefusedRow } from '@/lib/ingest/import-row';
import { type ImportOutcome, importHistory } from '@/lib/services/import-history';
import { readHistoryVersion } from '@/lib/store/import/history-version';
import { sharedFile } from '../lib/ingest/shared-file';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { differingDays } from '../support/rollup-check';

const NOW = Date.parse('2026-11-22T03:00:00Z');

let folder: string;
let database: OpenDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smp import '));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  database = await openSeededDatabase();
});
afterEach(() => database?.close());

interface Options {
  readonly format?: ImportFormat;
  readonly regionId?: number;
  readonly marketCode?: string;
  readonly refused?: (row: RefusedRow) => void;
  readonly asked?: AbortSignal;
}

function importFile(path: string, options: Options = {}): Promise<ImportOutcome> {
  const { format = 'csv', regionId = null, marketCode = null, refused = () => undefined, asked } = options;
  const { pool, db } = database;
  const clock = { now: () => NOW };
  return importHistory(
    { pool, db, clock, progress: () => undefined, refused, ...(asked === undefined ? {} : { asked }) },
    { path, format, regionId, marketCode },
  );
}

async function importText(text: string, options: Options = {}, name = 'prices.csv') {
  const path = join(folder, name);
  await writeFile(path, name.endsWith('.gz') ? gzipSync(text) : text);
  return importFile(path, options);
}

const counts = ({ report }: ImportOutcome) =>
  Object.fromEntries([
    ['accepted', report.accepted],
    ...report.groups.map((g) => [g.code, g.count] as const),
  ]);
const stored = async () =>
  (await database.column<number>('SELECT count(*)::int AS value FROM observation'))[0];

const TABLE = `date,region,commodity,price
2024-01-01,Jawa Barat,Bawang Merah,31000
2024-01-02,Jawa Barat,Bawang Merah,31500
2024-01-02,Jawa Barat,Bawang Merah,99999
2024-01-03,Jawa Barat,Bawang Merah,0
2024-01-03,Aceh,Bawang Merah,"15,000"
2024-01-03,Aceh,Batu Bata,700
2024-01-03,Aceh,Bawang Putih,28000
31/12/2099,Aceh,Bawang Putih,28000
2024-01-04,Atlantis,Bawang Putih,28000
`;

describe('an import', () => {
  it.each([
    ['a header alone', 'date,region,commodity,price\n'],
    ['blank lines below its header', 'date,region,commodity,price\n\n\n'],
  ])('of a file with %s says that it has no rows, and leaves no run behind', async (_what, text) => {
    await expect(importText(text, {}, 'header.csv')).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringMatching(/header\.csv has no row/),
    });
    expect(await database.column('SELECT id AS value FROM import_run')).toEqual([]);
    expect(await readHistoryVersion(database.pool)).toBe(0);
  });

  it('that is asked to end stops between two rows, and servers hear of what was stored', async () => {
    const asked = new AbortController();
    const rows = Array.from({ length: 10_500 }, (_, i) => {
      const day = new Date(Date.UTC(2010, 0, 1 + (i % 5_000))).toISOString().slice(0, 10);
      return `${day},${['Aceh', 'Bali', 'Riau'][Math.floor(i / 5_000)]},Bawang Merah,30000\n`;
    });
    // Told of a row whose batch is durable, which is the first one here.
    const refused = () => asked.abort(new Error('asked'));
    const text = `date,region,commodity,price\n2024-01-01,Aceh,Bawang Merah,0\n${rows.join('')}`;
    await expect(importText(text, { refused, asked: asked.signal })).rejects.toThrow('asked');
    expect(await stored()).toBe(9_999);
    expect(await readHistoryVersion(database.pool)).toBe(1);
  });

  it('takes what is sound as imported history and tells of every other row its line and reason', async () => {
    const refused: RefusedRow[] = [];
    const outcome = await importText(TABLE, { refused: (row) => refused.push(row) });
    expect(counts(outcome)).toEqual({
      accepted: 3,
      repeated: 1,
      missing_price: 1,
      bad_price: 1,
      unknown_commodity: 1,
      bad_date: 1,
      unknown_region: 1,
    });
    expect(refused.map((r) => r.line)).toEqual([4, 5, 6, 7, 9, 10]);
    expect(outcome.markets).toEqual(['PANEL-32', 'PANEL-11']);
    expect(outcome.days).toEqual({ from: '2024-01-01', to: '2024-01-03' });
    const rows = await database.column<string>(
      `SELECT m.code || ' ' || c.code || ' ' || o.price || ' ' || o.provenance || ' ' || o.lane || ' ' ||
         (o.observed_at AT TIME ZONE 'Asia/Jakarta')::text AS value
       FROM observation o JOIN market m ON m.id = o.market_id JOIN commodity c ON c.id = o.commodity_id
       ORDER BY o.observed_at, m.code`,
    );
    expect(rows).toEqual([
      'PANEL-32 bawang-merah 31000 2 0 2024-01-01 10:00:00',
      'PANEL-32 bawang-merah 31500 2 0 2024-01-02 10:00:00',
      'PANEL-11 bawang-putih 28000 2 0 2024-01-03 10:00:00',
    ]);
    expect(await differingDays(database.pool)).toEqual([]);
  });

  it('run twice stores once, from a plain and from a packed file', async () => {
    await importText(TABLE);
    const again = await importText(TABLE, {}, 'prices.csv.gz');
    expect(counts(again)).toMatchObject({ accepted: 0, already_stored: 3 });
    expect(again.markets).toEqual([]);
    expect(await stored()).toBe(3);
    const longer = await importText(`${TABLE}2024-01-04,Aceh,Bawang Putih,28500\n`);
    expect(counts(longer)).toMatchObject({ accepted: 1, already_stored: 3 });
    expect(await differingDays(database.pool)).toEqual([]);
  });

  it('that failed half way is whole after the next run', async () => {
    const lines = Array.from({ length: 25_000 }, (_, i) => {
      const day = new Date(Date.UTC(1995, 0, 1) + Math.floor(i / 3) * 86_400_000).toISOString().slice(0, 10);
      return `${day},Aceh,${['Bawang Merah', 'Bawang Putih', 'Gula Konsumsi'][i % 3]},${20_000 + (i % 500)}`;
    });
    const text = `date,region,commodity,price\n${lines.join('\n')}\n`;
    const broken = `${lines.slice(0, 15_000).join('\n')}\n2020-01-01,"Aceh`;
    await expect(importText(`date,region,commodity,price\n${broken}`)).rejects.toThrow(/[Qq]uote/);
    const half = (await stored()) ?? 0;
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(15_001);
    expect(counts(await importText(text))).toMatchObject({ already_stored: half });
    expect(await stored()).toBe(new Set(lines.map((l) => l.split(',').slice(0, 3).join())).size);
    expect(await differingDays(database.pool)).toEqual([]);
    const ends = await database.column<string | null>(
      'SELECT finished_at::text AS value FROM import_run ORDER BY started_at, finished_at NULLS FIRST',
    );
    expect(ends.filter((end) => end === null)).toHaveLength(1);
  });

  it('keeps markets of one name in two provinces apart, and finds them again', async () => {
    const text = `tanggal,provinsi,pasar,komoditas,harga
2024-01-01,Jawa Barat,Pasar Baru,Bawang Merah,31000
2024-01-01,DKI Jakarta,Pasar Baru,Bawang Merah,33000
2024-01-01,DKI Jakarta,PASAR BARU,Bawang Merah,33500
`;
    const outcome = await importText(text);
    expect(outcome.markets).toEqual(['IMP-32-PASAR-BARU', 'IMP-31-PASAR-BARU']);
    expect(counts(outcome)).toEqual({ accepted: 2, already_stored: 1 });
    expect(counts(await importText(text))).toMatchObject({ accepted: 0 });
    const [market] = await database.db.market.findMany({ where: { code: 'IMP-32-PASAR-BARU' } });
    expect(market).toMatchObject({ name: 'Pasar Baru', origin: 'imported', regionId: 32 });
  });

  it('makes the market that the operator names, and refuses a simulated one', async () => {
    const text = 'date,commodity,price\n2024-01-01,Bawang Merah,31000\n';
    const named = await importText(text, { regionId: 32, marketCode: 'PASAR-BDG' });
    expect(named.markets).toEqual(['PASAR-BDG']);
    await expect(importText(text, { marketCode: 'PASAR-NONE' })).rejects.toMatchObject({ code: 'INVALID' });
    await expect(importText(text, { regionId: 99 })).rejects.toMatchObject({ code: 'INVALID' });
    const facts = { name: 'Pasar Simulasi', city: 'X', regionId: 31, latitude: 0, longitude: 0 };
    await database.db.market.create({ data: { ...facts, code: 'SIM-31-01', origin: 'simulated' } });
    await expect(importText(text, { marketCode: 'SIM-31-01' })).rejects.toMatchObject({ code: 'INVALID' });
    const row = 'date,market,commodity,price\n2024-01-01,SIM-31-01,Bawang Merah,31000\n';
    expect(counts(await importText(row))).toEqual({ accepted: 0, simulated_market: 1 });
  });

  it('takes the past of a market that has closed, and nothing of the closing day or later', async () => {
    const facts = { name: 'Pasar Terbakar', city: 'X', regionId: 31, latitude: 0, longitude: 0 };
    const closing = { closedOn: new Date('2024-01-03'), closedReason: 'terbakar' };
    await database.db.market.create({
      data: { ...facts, ...closing, code: 'PASAR-SHUT', origin: 'registered' },
    });
    const rows = ['02', '03', '04'].map((d) => `2024-01-${d},PASAR-SHUT,Bawang Merah,31000`);
    const text = `date,market,commodity,price\n${rows.join('\n')}\n`;
    expect(counts(await importText(text))).toEqual({ accepted: 1, market_closed: 2 });
  });

  it('is kept as a run with its refusals, is in the audit, and raises the version that servers watch', async () => {
    const before = await readHistoryVersion(database.pool);
    const outcome = await importText(TABLE);
    const run = await database.db.importRun.findUniqueOrThrow({ where: { id: outcome.runId } });
    expect(run).toMatchObject({ format: 'csv', fileName: 'prices.csv', accepted: 3, refused: 6 });
    expect(run.fileHash).toMatch(/^[0-9a-f]{64}$/);
    expect(run.finishedAt).not.toBeNull();
    expect(run.report).toMatchObject({
      rows: [{ line: 4, code: 'repeated' }, {}, {}, {}, {}, {}],
      rowsLeftOut: 0,
    });
    expect(await readHistoryVersion(database.pool)).toBe(before + 1);
    expect(await database.column('SELECT id AS value FROM audit WHERE ledger_index IS NULL')).toEqual([]);
    expect(await database.column('SELECT subject AS value FROM audit ORDER BY id')).toEqual([
      'market:PANEL-32',
      'market:PANEL-11',
    ]);
  });

  it.each([
    ['nothing at all', ''],
    ['no such columns', 'a,b,c\n1,2,3\n'],
  ])('of a file with %s is refused as unusable', async (_, text) => {
    await expect(importText(text)).rejects.toMatchObject({ code: 'INVALID' });
    expect(await database.column('SELECT count(*)::int AS value FROM import_run')).toEqual([0]);
  });
});

const panel = sharedFile('prices/panel_daily_2022_2023.csv.gz');
describe.skipIf(panel === null)('the national panel', () => {
  // A quarter of a million rows, taken in twice: a busy machine may need minutes.
  it('is stored whole, as many rows as the file has, with the sums that SQL finds', {
    timeout: 240_000,
  }, async () => {
    expect(counts(await importFile(panel ?? ''))).toEqual({ accepted: 225_199 });
    expect(await stored()).toBe(225_199);
    expect(await differingDays(database.pool)).toEqual([]);
    expect(counts(await importFile(panel ?? ''))).toEqual({ accepted: 0, already_stored: 225_199 });
    expect(await stored()).toBe(225_199);
  });
});

const bandung = sharedFile('prices/bandung_2025_raw.csv');
describe.skipIf(bandung === null)('the raw export of Bandung', () => {
  it('stores no zero as a price', async () => {
    const outcome = await importFile(bandung ?? '', {
      format: 'panel-harga',
      regionId: 32,
      marketCode: 'PANEL-BANDUNG',
    });
    expect(counts(outcome)).toEqual({ accepted: 1_326, missing_price: 234, unknown_commodity: 65 });
    expect(await stored()).toBe(1_326);
  });
});

const jakarta = sharedFile('prices/jakarta_2018_raw.csv');
describe.skipIf(jakarta === null)('the list of Jakarta', () => {
  it('is stored by the names and units that the tables know; the others are told', async () => {
    const outcome = await importFile(jakarta ?? '', { regionId: 31 });
    const told = counts(outcome);
    expect(outcome.report.accepted + outcome.report.refused).toBe(9_060);
    expect(told).toMatchObject({ ambiguous_commodity: 22, unknown_unit: 239 });
    expect(told.accepted).toBeGreaterThan(3_700);
    expect(await stored()).toBe(told.accepted);
    expect(await differingDays(database.pool)).toEqual([]);
  });
});
