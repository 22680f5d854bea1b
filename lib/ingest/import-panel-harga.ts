import { normaliseName } from '@/lib/market/names';
import { openCsv } from './import-csv';
import type { ImportContext, OpenedImporter } from './import-row';

/** Columns by which the raw export of Panel Harga Pangan is known. */
const TELLING = ['komoditas', 'satuan', 'harga', 'harga kemarin'];

/**
 * The raw export of Panel Harga Pangan: one place, a row for each item and day, units such as `Rp./Kg`,
 * and `0` for what was not reported. Yesterday's price and the gaps in it are derived and not read.
 */
export function openPanelHarga(header: readonly string[], context: ImportContext): OpenedImporter {
  const normal = new Set(header.map(normaliseName));
  const lacking = TELLING.filter((heading) => !normal.has(heading));
  if (lacking.length > 0) {
    return { ok: false, message: `This is no export of Panel Harga Pangan: it lacks ${lacking.join(', ')}.` };
  }
  return openCsv(header, context);
}
