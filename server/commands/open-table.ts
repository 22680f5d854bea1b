import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { openInput } from './open-input';

/** A row by the names of its columns. */
type TableRow = Readonly<Record<string, string | undefined>>;

type Row<Column extends string> = TableRow & Readonly<Record<Column, string | undefined>>;

/**
 * Opens a CSV of any length. It has a header with at least those columns, and a row below it: whatever else is named
 * by `misuse`, before anything is read by the caller.
 *
 * @param option that named the file, e.g. `--input`
 * @param misuse called with what is wrong with it, and where
 */
export async function openTable<Column extends string>(
  option: string,
  path: string,
  columns: readonly Column[],
  misuse: (message: string) => never,
): Promise<AsyncGenerator<Row<Column>>> {
  const file = await openInput(option, path, misuse);
  const why = await unusable(file);
  if (why !== null) {
    await file.close();
    misuse(`${option} ${why}: ${path}`);
  }
  const named = (header: string[]): string[] => {
    const missing = columns.filter((column) => !header.includes(column));
    if (missing.length > 0) {
      const said = `missing columns: ${missing.join(', ')}; its first line names: ${header.join(', ')}`;
      throw new Misread(said + otherMark(header));
    }
    const twice = columns.filter((column) => header.indexOf(column) !== header.lastIndexOf(column));
    if (twice.length === 0) return header;
    throw new Misread(`its first line names ${twice.join(', ')} more than once; leave one of them`);
  };
  const parser = parse({
    columns: named,
    bom: true,
    skip_empty_lines: true,
    trim: true,
    relax_column_count: true,
  });
  // What goes wrong comes out where the rows are read.
  pipeline(file.createReadStream(), parser, () => undefined);
  const rows = parser[Symbol.asyncIterator]() as AsyncIterator<Row<Column>, undefined>;
  const next = (): Promise<IteratorResult<Row<Column>, undefined>> =>
    rows.next().catch((error: unknown) => {
      if (error instanceof Misread) return misuse(`${option} cannot be used: ${error.message}: ${path}`);
      if (error instanceof CsvError) return misuse(`${option} is no CSV: ${error.message}: ${path}`);
      throw error;
    });
  const first = await next();
  if (first.done) misuse(`${option} has no row below its first line, which names the columns: ${path}`);
  return (async function* () {
    try {
      let row: IteratorResult<Row<Column>, undefined> = first;
      for (; row.done !== true; row = await next()) yield row.value;
    } finally {
      parser.destroy();
    }
  })();
}

/** Looks at the beginning of a file; a pipe is taken as it comes. */
async function unusable(file: FileHandle): Promise<string | null> {
  const about = await file.stat();
  if (!about.isFile()) return null;
  if (about.size === 0) return 'is empty; its first line has to name the columns';
  const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
  return buffer[0] === 0x1f && buffer[1] === 0x8b ? 'is packed by gzip; unpack it first with gunzip' : null;
}

/** What to say of a header that came as one column, since something other than a comma parts it. */
function otherMark(header: readonly string[]): string {
  if (header.length > 1) return '';
  const [mark] = Object.keys(OTHER_MARKS).filter((m) => header[0]?.includes(m));
  return mark === undefined ? '' : `; its columns are parted by ${OTHER_MARKS[mark]}: save it with commas`;
}

const OTHER_MARKS: Readonly<Record<string, string>> = { ';': 'semicolons', '\t': 'tabs', '|': 'bars' };

class Misread extends Error {}
