import { normaliseName } from '@/lib/market/names';
import { FEED_PARTS, type FeedMapping, type FeedPart, type FeedRow, MAX_FEED_ROWS } from './mapping';
import { refuseDocument, tooMany, toRow } from './said-row';

/** Takes a table, its header first, apart by the declared columns. Headings are compared in their normal form. */
export function readTable(table: readonly (readonly string[])[], mapping: FeedMapping): readonly FeedRow[] {
  const [header, ...lines] = table;
  if (header === undefined)
    return [refuseDocument('empty', '', 'The table is empty; it needs a header line.')];
  const headings = header.map(normaliseName);
  const at = {} as Record<FeedPart, number>;
  const lacking: FeedRow[] = [];
  for (const part of FEED_PARTS) {
    const column = mapping.columns[part];
    at[part] = column === null ? -1 : headings.indexOf(normaliseName(column));
    if (column === null || at[part] >= 0) continue;
    const message = `The header has no column "${column}"; it has ${header.slice(0, 20).join(', ')}. Correct the mapping.`;
    lacking.push({ ok: false, refused: { line: 1, field: part, code: 'no_column', said: column, message } });
  }
  if (lacking.length > 0) return lacking;
  const rows = lines.slice(0, MAX_FEED_ROWS).map((cells, i) => {
    const cell = (part: FeedPart) => (at[part] < 0 ? null : (cells[at[part]] ?? ''));
    return toRow(i + 2, cell);
  });
  return lines.length > MAX_FEED_ROWS ? [...rows, tooMany(lines.length)] : rows;
}
