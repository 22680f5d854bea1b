import { parseImportAmount } from '@/lib/ingest/import-amount';

/**
 * Rp of a cell, read as `smp import` reads it (`12500`, `12500.5`, `12.500`, `Rp12.500`), or a number of any other form.
 *
 * @returns 0 where no price was seen, NaN for what is none or could be two
 */
export function saidPrice(cell: string): number {
  const read = parseImportAmount(cell);
  if (read.kind === 'missing') return 0;
  return read.kind === 'amount' ? read.rupiah : Number(cell);
}
