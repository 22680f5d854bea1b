import { parse } from 'csv-parse/sync';
import { MACRO_KINDS, type MacroValue, macroKind, readFigure, readMonth } from '@/lib/market/macro';

/** Why a row, or one cell of it, was not taken. */
export type MacroRefusal =
  | 'no_month'
  | 'future_month'
  | 'unknown_name'
  | 'not_a_figure'
  | 'strange_figure'
  | 'no_source'
  | 'repeated'
  | 'unknown_column';

export interface RefusedCell {
  /** Line of the file, the heading being 1. */
  readonly line: number;
  readonly why: MacroRefusal;
  /** What was written there. */
  readonly said: string;
}

export type MacroFile =
  | { readonly ok: false; readonly why: 'not_csv' | 'no_columns' | 'too_long' }
  | { readonly ok: true; readonly values: readonly MacroValue[]; readonly refused: readonly RefusedCell[] };

const MOST_ROWS = 5_000;

/**
 * Reads macro indicators from CSV: `month,name,value,source` with one value a row, or `month` and one column for each
 * indicator. An empty cell is no value and no fault. What cannot be taken is named, columns by the heading's line, and
 * the rest is kept.
 *
 * @param usual source and its date for rows that name none
 * @param thisMonth later months are refused
 */
export function readMacroCsv(
  text: string,
  usual: { readonly source: string; readonly statedOn: string | null },
  thisMonth: string,
): MacroFile {
  const rows = parseRows(text);
  if (rows === null) return { ok: false, why: 'not_csv' };
  const heading = (rows[0] ?? []).map((cell) => cell.trim().toLowerCase());
  if (rows.length - 1 > MOST_ROWS) return { ok: false, why: 'too_long' };
  const column = (...names: string[]) => heading.findIndex((cell) => names.includes(cell));
  const at = {
    month: column('month', 'period', 'bulan'),
    name: column('name', 'indicator', 'indikator'),
    value: column('value', 'nilai'),
    source: column('source', 'sumber'),
  };
  const wide = MACRO_KINDS.flatMap(({ name }) => (column(name) < 0 ? [] : [{ name, index: column(name) }]));
  const long = at.name >= 0 && at.value >= 0;
  if (at.month < 0 || (!long && wide.length === 0)) return { ok: false, why: 'no_columns' };
  const values = new Map<string, MacroValue>();
  const taken = [at.month, at.source, ...(long ? [at.name, at.value] : wide.map(({ index }) => index))];
  const refused = unknownColumns(rows[0] ?? [], taken);
  rows.slice(1).forEach((cells, i) => {
    const line = i + 2;
    const cell = (index: number) => (index < 0 ? '' : (cells[index] ?? '').trim());
    const source = cell(at.source) || usual.source;
    const found = long
      ? [{ name: cell(at.name), said: cell(at.value) }]
      : wide.map(({ name, index }) => ({ name, said: cell(index) }));
    for (const { name, said } of found) {
      if (said === '' && !long) continue;
      const read = readCell({ month: cell(at.month), name, said, source }, thisMonth);
      const refuse = (why: MacroRefusal, what: string) =>
        refused.push({ line, why, said: what.slice(0, 40) });
      if ('why' in read) refuse(read.why, read.said);
      else if (values.has(`${name} ${read.month}`)) refuse('repeated', `${name} ${read.month}`);
      else values.set(`${name} ${read.month}`, { name, ...read, source, statedOn: usual.statedOn });
    }
  });
  return { ok: true, values: [...values.values()], refused };
}

/** Headings of columns that nothing is taken from; one without a name, as a comma at the end makes, is none. */
function unknownColumns(heading: readonly string[], taken: readonly number[]): RefusedCell[] {
  return heading.flatMap((cell, index): RefusedCell[] => {
    const said = cell.trim().slice(0, 40);
    return said === '' || taken.includes(index) ? [] : [{ line: 1, why: 'unknown_column', said }];
  });
}

function readCell(
  row: { readonly month: string; readonly name: string; readonly said: string; readonly source: string },
  thisMonth: string,
):
  | { readonly why: MacroRefusal; readonly said: string }
  | { readonly month: string; readonly value: number } {
  const month = readMonth(row.month);
  if (month === null) return { why: 'no_month', said: row.month };
  if (month > thisMonth) return { why: 'future_month', said: row.month };
  const kind = macroKind(row.name);
  if (kind === null) return { why: 'unknown_name', said: row.name };
  const value = readFigure(row.said);
  if (value === null) return { why: 'not_a_figure', said: row.said };
  if (value < kind.least || value > kind.most) return { why: 'strange_figure', said: row.said };
  if (row.source === '') return { why: 'no_source', said: row.name };
  return { month, value };
}

function parseRows(text: string): string[][] | null {
  const [first = ''] = text.split('\n');
  try {
    return parse(text, {
      bom: true,
      delimiter: first.includes(';') ? ';' : ',',
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 10_000,
    });
  } catch {
    return null;
  }
}
