import { normaliseName } from '@/lib/market/names';
import { createCellReader, type SaidPrice } from './import-cell';
import type { ImportContext, OpenedImporter } from './import-row';

type Column = keyof SaidPrice;

/** Headings in use, in normal form, most telling first. */
const HEADINGS: Readonly<Record<Column, readonly string[]>> = {
  date: ['date', 'tanggal', 'timestamp', 'day', 'tgl'],
  region: ['region', 'provinsi', 'province', 'region id', 'wilayah'],
  market: ['market id', 'market', 'pasar', 'nama pasar', 'region or market'],
  commodity: ['commodity', 'komoditas', 'komoditi', 'barang', 'item'],
  unit: ['unit', 'satuan'],
  price: ['price', 'harga', 'price idr', 'harga idr', 'price rp'],
};
const NEEDED: readonly Column[] = ['date', 'commodity', 'price'];

/**
 * Any table with one price a row: the columns are found by their headings, in Indonesian or English, in any
 * order; others are ignored. Without a unit column prices are per kilogram or litre.
 */
export function openCsv(header: readonly string[], context: ImportContext): OpenedImporter {
  const normal = header.map(normaliseName);
  const at = (column: Column) => {
    const heading = HEADINGS[column].find((name) => normal.includes(name));
    return heading === undefined ? -1 : normal.indexOf(heading);
  };
  const columns = {
    date: at('date'),
    region: at('region'),
    market: at('market'),
    commodity: at('commodity'),
    unit: at('unit'),
    price: at('price'),
  };
  const lacking = NEEDED.filter((column) => columns[column] < 0);
  if (lacking.length > 0) {
    const known = lacking.map((column) => `${column} (${HEADINGS[column].join(', ')})`).join('; ');
    return { ok: false, message: `The header has no column for ${known}.` };
  }
  const read = createCellReader(context, { commaGroups: false });
  const optional = (cells: readonly string[], index: number) => (index < 0 ? null : (cells[index] ?? ''));
  return {
    ok: true,
    mapRow: (cells, line) => [
      read(
        {
          date: cells[columns.date] ?? '',
          region: optional(cells, columns.region),
          market: optional(cells, columns.market),
          commodity: cells[columns.commodity] ?? '',
          unit: optional(cells, columns.unit),
          price: cells[columns.price] ?? '',
        },
        line,
      ),
    ],
  };
}
