import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { type ImportReport, ImportTally } from '@/lib/ingest/import-report';
import type { ImportedPrice, ImportFormat } from '@/lib/ingest/import-row';
import { IMPORT_CSV_OPTIONS, openImporter } from '@/lib/ingest/open-importer';
import { isoToDay } from '@/lib/market/calendar';
import { seededCatalog } from './seeded-catalog';
import { sharedFile } from './shared-file';

const catalog = seededCatalog();

interface Imported {
  readonly report: ImportReport;
  readonly prices: readonly ImportedPrice[];
  readonly rows: number;
}

function readRows(path: string): string[][] {
  const raw = readFileSync(path);
  return parse(path.endsWith('.gz') ? gunzipSync(raw) : raw, IMPORT_CSV_OPTIONS);
}

function importFile(path: string, format: ImportFormat, regionId: number | null): Imported {
  const rows = readRows(path);
  const context = { catalog, today: isoToDay('2026-11-22'), regionId, marketCode: null };
  const opened = openImporter(format, rows[0] ?? [], context);
  if (!opened.ok) throw new Error(opened.message);
  const tally = new ImportTally();
  const prices: ImportedPrice[] = [];
  for (const [i, cells] of rows.slice(1).entries()) {
    for (const result of opened.mapRow(cells, i + 2)) {
      tally.add(result);
      if (result.ok) prices.push(result.price);
    }
  }
  return { report: tally.report(), prices, rows: rows.length - 1 };
}

function print(name: string, { report }: Imported): void {
  console.log(`${name}: ${report.accepted} accepted, ${report.refused} refused`);
  for (const group of report.groups) {
    const said = group.said.map(([text, count]) => `${text} × ${count}`).join(' | ');
    console.log(`  ${group.code} ${group.count}: ${said}`);
  }
}

const count = (imported: Imported, code: string) =>
  imported.report.groups.find((g) => g.code === code)?.count ?? 0;

const panel = sharedFile('prices/panel_daily_2022_2023.csv.gz');
describe.skipIf(panel === null)('the national panel of 2022–2023', () => {
  it('is taken whole: every row of 30 provinces and 11 items', () => {
    const imported = importFile(panel ?? '', 'csv', null);
    print('panel_daily_2022_2023', imported);
    expect(imported.rows).toBe(225_199);
    expect(imported.report).toEqual({ accepted: 225_199, refused: 0, groups: [] });
    expect(new Set(imported.prices.map((p) => p.regionId)).size).toBe(30);
    expect(new Set(imported.prices.map((p) => p.commodityId)).size).toBe(11);
    expect(imported.prices[0]).toEqual({
      line: 2,
      day: isoToDay('2022-01-01'),
      regionId: 11,
      marketId: null,
      marketName: null,
      commodityId: catalog.commodityByCode.get('bawang-merah')?.id,
      price: 28_970,
    });
  });
});

const bandung = sharedFile('prices/bandung_2025_raw.csv');
describe.skipIf(bandung === null)('the raw export of Bandung 2025', () => {
  it('gives no price for its zeros and says so row by row', () => {
    const imported = importFile(bandung ?? '', 'panel-harga', 32);
    print('bandung_2025_raw', imported);
    expect(imported.report.accepted + imported.report.refused).toBe(imported.rows);
    expect(imported.prices.every((p) => p.price > 0)).toBe(true);
    const zeros = readRows(bandung ?? '').filter((cells) => cells[4] === '0');
    expect(count(imported, 'missing_price') + count(imported, 'unknown_commodity')).toBe(zeros.length);
    expect(new Set(imported.report.groups.map((g) => g.code))).toEqual(
      new Set(['missing_price', 'unknown_commodity']),
    );
  });
});

const jakarta = sharedFile('prices/jakarta_2018_raw.csv');
describe.skipIf(jakarta === null)('the list of Jakarta 2018', () => {
  it('is read through the alias and unit tables; what they do not hold is refused by name', () => {
    const imported = importFile(jakarta ?? '', 'csv', 31);
    print('jakarta_2018_raw', imported);
    expect(imported.report.accepted + imported.report.refused).toBe(imported.rows);
    expect(count(imported, 'bad_price') + count(imported, 'bad_date')).toBe(0);
    expect(count(imported, 'ambiguous_commodity')).toBe(22);
    expect(count(imported, 'unknown_unit')).toBe(239);
    const codes = new Set(imported.prices.map((p) => catalog.commodities.get(p.commodityId)?.code));
    for (const code of [
      'bawang-merah',
      'cabai-rawit-merah',
      'beras-medium',
      'daging-sapi',
      'garam-konsumsi',
    ]) {
      expect(codes).toContain(code);
    }
  });
});
