import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';

export type CsvRow = Readonly<Record<string, string>>;

const FOLDER = join(fileURLToPath(new URL('.', import.meta.url)), 'data');

/** All rows of one file of the seed data, by column name. @throws Error when it is missing or malformed */
export function readCsv(name: string): readonly CsvRow[] {
  return parse<CsvRow>(readFileSync(join(FOLDER, name), 'utf8'), { columns: true, skip_empty_lines: true });
}

/** A cell that must hold text. */
export function text(row: CsvRow, column: string): string {
  const value = row[column];
  if (value === undefined || value === '') throw new Error(`no ${column} in ${JSON.stringify(row)}`);
  return value;
}

export function optionalText(row: CsvRow, column: string): string | null {
  return row[column] ? text(row, column) : null;
}

/** A cell that must hold a finite number. */
export function number(row: CsvRow, column: string): number {
  const value = Number(text(row, column));
  if (!Number.isFinite(value)) throw new Error(`${column} is no number in ${JSON.stringify(row)}`);
  return value;
}

export function optionalNumber(row: CsvRow, column: string): number | null {
  return row[column] ? number(row, column) : null;
}

/** A cell that must hold one of a few words. */
export function oneOf<T extends string>(row: CsvRow, column: string, words: readonly T[]): T {
  const value = text(row, column);
  const word = words.find((w) => w === value);
  if (word === undefined) throw new Error(`${column} must be one of ${words.join(', ')}, not ${value}`);
  return word;
}

/** A cell of words between bars. */
export function list(row: CsvRow, column: string): string[] {
  return (row[column] ?? '').split('|').filter((word) => word !== '');
}
