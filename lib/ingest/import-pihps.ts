import { normaliseName } from '@/lib/market/names';
import { createCellReader } from './import-cell';
import { type ImportContext, type OpenedImporter, type RowResult, refuse } from './import-row';

const DATE_HEADING = /^\d{1,2}\/\s*\d{1,2}\/\s*\d{4}$/;
const GROUP_NUMBER = /^[IVX]+$/;

/**
 * The table of PIHPS Nasional: a row for each item and a column for each day (`13/ 09/ 2025`), thousands
 * parted with commas, `-` for no data, every price by the kilogram, oil too. Rows with a Roman number are
 * means of a group and not items. The table does not say its place: the context must.
 */
export function openPihps(header: readonly string[], context: ImportContext): OpenedImporter {
  const name = header.findIndex((heading) => /^komoditas(?: rp)?$/.test(normaliseName(heading)));
  const days = [...header.entries()].filter(([, heading]) => DATE_HEADING.test(heading.trim()));
  if (name < 0 || days.length === 0) {
    return {
      ok: false,
      message: 'This is no table of PIHPS: it needs "Komoditas (Rp)" and a column for each day.',
    };
  }
  if (context.regionId === null && context.marketCode === null) {
    return { ok: false, message: 'A table of PIHPS does not say its place; give --region or --market.' };
  }
  const number = header.findIndex((heading) => normaliseName(heading) === 'no');
  const read = createCellReader(context, { commaGroups: true });
  return {
    ok: true,
    mapRow: (cells, line): readonly RowResult[] => {
      const commodity = (cells[name] ?? '').trim();
      if (number >= 0 && GROUP_NUMBER.test((cells[number] ?? '').trim())) {
        return [refuse(line, 'not_an_item', commodity, 'The row is the mean of a group of items.')];
      }
      return days.map(([index, heading]) => {
        const price = cells[index] ?? '';
        return read({ date: heading, region: null, market: null, commodity, unit: 'kg', price }, line);
      });
    },
  };
}
