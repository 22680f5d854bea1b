import { parseRupiah } from '@/lib/market/money';

export type ImportAmount =
  | { readonly kind: 'amount'; readonly rupiah: number }
  /** Nothing was seen: an empty cell, a dash, a word for nothing, or a zero. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'bad'; readonly message: string };

const MISSING = /^(?:|-+|0+(?:[.,]0+)?|nan|null|na|n\/a|none)$/i;
/** What programs write: one or two decimals can be no group of thousands. */
const PROGRAM_DECIMAL = /^\d{1,12}\.\d{1,2}$/;
const COMMA_GROUPS = /^\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?$/;

/** Reads a price cell. `commaGroups` is for formats that are known to part thousands with commas. */
export function parseImportAmount(text: string, commaGroups = false): ImportAmount {
  const cell = text.trim();
  if (MISSING.test(cell)) return { kind: 'missing' };
  if (PROGRAM_DECIMAL.test(cell)) return { kind: 'amount', rupiah: Number(cell) };
  if (commaGroups && COMMA_GROUPS.test(cell)) {
    return { kind: 'amount', rupiah: Number(cell.replaceAll(',', '')) };
  }
  const read = parseRupiah(cell);
  return read.ok ? { kind: 'amount', rupiah: read.rupiah } : { kind: 'bad', message: read.message };
}
