import { describe, expect, it } from 'vitest';
import type { ImportContext, ImportFormat, RowResult } from '@/lib/ingest/import-row';
import { detectDelimiter, openImporter } from '@/lib/ingest/open-importer';
import { isoToDay } from '@/lib/market/calendar';
import { seededCatalog } from './seeded-catalog';

const catalog = seededCatalog();
const TODAY = isoToDay('2026-11-22');
const jakarta: ImportContext = { catalog, today: TODAY, regionId: 31, marketCode: null };

/** Runs a table (cells between bars, the header first) and writes each result on one line. */
function run(format: ImportFormat, table: string[], context: ImportContext = jakarta): string[] {
  const [header, ...rows] = table.map((line) => line.split('|'));
  const opened = openImporter(format, header ?? [], context);
  if (!opened.ok) return [opened.message];
  return rows.flatMap((cells, i) => opened.mapRow(cells, i + 2).map(show));
}

function show(result: RowResult): string {
  if (!result.ok) return `${result.refused.line} ${result.refused.code} ${result.refused.said}`;
  const p = result.price;
  const code = catalog.commodities.get(p.commodityId)?.code;
  return `${p.line} ${p.regionId} ${p.marketName ?? '-'} ${p.day} ${code} ${p.price}`;
}

const DAY = isoToDay('2025-09-13');

describe('a table with one price a row', () => {
  it('is read by its headings, in any order and language', () => {
    expect(run('csv', ['HARGA|KOMODITI|note|TANGGAL', '15000|Gula Pasir|x|2025-09-13'])).toEqual([
      `2 31 - ${DAY} gula-konsumsi 15000`,
    ]);
    expect(
      run('csv', ['date|region|commodity|price', '13/9/2025|Aceh|Bawang Merah|28.970'], {
        ...jakarta,
        regionId: null,
      }),
    ).toEqual([`2 11 - ${DAY} bawang-merah 28970`]);
  });

  it('says which column it lacks', () => {
    expect(run('csv', ['date|price', '2025-09-13|1'])[0]).toContain('commodity (commodity, komoditas');
  });

  it('knows markets by code and name, keeps the names of others, and takes a region for a market column', () => {
    const header = 'date|region_or_market|commodity|price_idr';
    const rows = ['PASAR-001', 'Pasar Contoh', 'Pasar Wage'].map((m) => `2025-09-13|${m}|Telur|30000`);
    expect(run('csv', [header, ...rows])).toEqual([
      `2 31 Pasar Contoh ${DAY} telur-ayam-ras 30000`,
      '3 repeated Telur 30000',
      `4 31 Pasar Wage ${DAY} telur-ayam-ras 30000`,
    ]);
    expect(run('csv', [header, '2025-09-13|Jawa Barat|Telur|30000'], { ...jakarta, regionId: null })).toEqual(
      [`2 32 - ${DAY} telur-ayam-ras 30000`],
    );
  });

  it('uses a market’s own names there and nowhere else', () => {
    const header = 'date|market|commodity|price';
    expect(
      run('csv', [header, '2025-09-13|PASAR-001|cabai|40000', '2025-09-13|Pasar X|cabai|40000']),
    ).toEqual([`2 31 Pasar Contoh ${DAY} cabai-merah-keriting 40000`, '3 ambiguous_commodity cabai']);
  });

  it.each([
    ['0', 'missing_price 0'],
    ['0.0', 'missing_price 0.0'],
    ['', 'missing_price '],
    ['-', 'missing_price -'],
    ['NaN', 'missing_price NaN'],
    ['15,000', 'bad_price 15,000'],
    ['-5', 'bad_price -5'],
    ['99999999', 'bad_price 99999999'],
  ])('refuses the price %j as %s', (price, expected) => {
    expect(run('csv', ['date|commodity|price', `2025-09-13|Telur|${price}`])).toEqual([`2 ${expected}`]);
  });

  it.each([
    ['11340.0', 11340],
    ['13262.5', 13263],
    ['13.262', 13262],
    ['Rp 13.262', 13262],
  ])('reads the price %s as %i', (price, expected) => {
    expect(run('csv', ['date|commodity|price', `2025-09-13|Telur|${price}`])).toEqual([
      `2 31 - ${DAY} telur-ayam-ras ${expected}`,
    ]);
  });

  it.each(['2025-02-30', '2026-11-23', '1989-12-31', '09/13/2025', '13.9.2025', ''])(
    'refuses the date %j',
    (date) => {
      expect(run('csv', ['date|commodity|price', `${date}|Telur|30000`])).toEqual([`2 bad_date ${date}`]);
    },
  );

  it('turns units into base units and refuses those it cannot', () => {
    const header = 'date|commodity|unit|price';
    expect(
      run('csv', [
        header,
        '2025-09-13|Garam Beryodium Halus|250 gr|3000',
        '2025-09-13|Minyak Goreng Curah|Kg|20000',
        '2025-09-13|Ayam Boiler|ekor|33340',
      ]),
    ).toEqual([
      `2 31 - ${DAY} garam-konsumsi 12000`,
      `3 31 - ${DAY} minyak-goreng-curah 18060`,
      '4 unknown_unit ekor (daging-ayam-ras)',
    ]);
  });

  it('refuses a row whose market lies in another province than it says, as the door for readings does', () => {
    const header = 'date|region|market|commodity|price';
    const rows = ['Bali|PASAR-001', 'Jakarta|PASAR-001', '|PASAR-001', 'Bali|Pasar Contoh'];
    expect(run('csv', [header, ...rows.map((place, i) => `2025-09-1${i}|${place}|Telur|30000`)])).toEqual([
      '2 region_mismatch PASAR-001, Bali',
      `3 31 Pasar Contoh ${DAY - 2} telur-ayam-ras 30000`,
      `4 31 Pasar Contoh ${DAY - 1} telur-ayam-ras 30000`,
      // Another one of the same name.
      `5 51 Pasar Contoh ${DAY} telur-ayam-ras 30000`,
    ]);
  });

  it('refuses a row whose province nobody said', () => {
    const nowhere = { ...jakarta, regionId: null };
    expect(run('csv', ['date|commodity|price', '2025-09-13|Telur|1'], nowhere)).toEqual([
      '2 unknown_region ',
    ]);
    expect(run('csv', ['date|region|commodity|price', '2025-09-13|Atlantis|Telur|1'])).toEqual([
      '2 unknown_region Atlantis',
    ]);
  });
});

describe('the export of Panel Harga Pangan', () => {
  const header = 'Timestamp|ID|Komoditas|Satuan|Harga|Harga Kemarin|Tanggal Kemarin|Gap';

  it('is read with its units, and its zeros are missing prices', () => {
    expect(
      run('panel-harga', [
        header,
        '2025-09-13|27|Beras Premium|Rp./Kg|16000|15500|12-9-2025|500',
        '2025-09-13|101|Minyak Goreng Curah|Rp./Liter|17500|17500|12-9-2025|0',
        '2025-09-13|102|Jagung Tk Peternak|Rp/kg|0|0|12-9-2025|0',
      ]),
    ).toEqual([
      `2 31 - ${DAY} beras-premium 16000`,
      `3 31 - ${DAY} minyak-goreng-curah 17500`,
      '4 missing_price 0',
    ]);
  });

  it('is not taken for another table', () => {
    expect(run('panel-harga', ['date|commodity|price'])[0]).toContain('no export of Panel Harga');
  });
});

describe('the table of PIHPS', () => {
  const header = 'No|Komoditas (Rp)|12/ 09/ 2025|13/ 09/ 2025';

  it('is read a column a day, oil by weight, groups left out', () => {
    expect(
      run('pihps', [
        header,
        'I|Beras|14,500|14,550',
        '1|Beras Kualitas Medium I|14,900|-',
        'IX|Minyak Goreng|20,000|20,000',
        '1|Minyak Goreng Curah|20,000|20,000',
      ]),
    ).toEqual([
      '2 not_an_item Beras',
      `3 31 - ${DAY - 1} beras-medium 14900`,
      '3 missing_price -',
      '4 not_an_item Minyak Goreng',
      `5 31 - ${DAY - 1} minyak-goreng-curah 18060`,
      `5 31 - ${DAY} minyak-goreng-curah 18060`,
    ]);
  });

  it('needs to be told its place', () => {
    expect(run('pihps', [header], { ...jakarta, regionId: null })[0]).toContain('--region');
  });
});

it.each([
  ['a,b,c', ','],
  ['a;b;c', ';'],
  ['a\tb', '\t'],
  ['a', ','],
])('the header %j is parted by %j', (line, delimiter) => {
  expect(detectDelimiter(line)).toBe(delimiter);
});
