import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Positions } from './positions';
import type { Observation, Sensor } from './sensor';

const CHUNK = 256 * 1024;
/** Columns that are no prices; every other one is a commodity by its name. */
const MEASURED = ['temperature', 'humidity', 'crowd'] as const;

/**
 * Follows a CSV that somebody else appends to. The first line names the columns: `timestamp` (optional),
 * `temperature`, `humidity`, `crowd`, and one column for each commodity; an empty cell is not measured. A line
 * counts once it ends with a line feed. Where it stopped is kept, and a line is identified by file and place.
 */
export function createCsvSensor(path: string, positions: Positions): Sensor {
  let ahead = positions.get(path);
  let columns: readonly string[] | null = null;
  return {
    name: `csv ${path}`,
    async read() {
      const file = openSync(path, 'r');
      try {
        if (fstatSync(file).size < positions.get(path)) positions.set(path, 0);
        columns ??= cells(linesFrom(file, 0, 64 * 1024).lines[0]?.text ?? '').map((name) => name.trim());
        const { lines, end } = linesFrom(file, positions.get(path), CHUNK);
        ahead = end;
        return lines
          .filter(({ at, text }) => at > 0 && text.trim() !== '')
          .map(({ at, text }) => observation(columns ?? [], cells(text), `csv ${path} ${at} ${text}`));
      } finally {
        closeSync(file);
      }
    },
    queued: () => positions.set(path, ahead),
  };
}

interface Line {
  readonly at: number;
  readonly text: string;
}

/** Whole lines from a place on, and the place behind them. */
function linesFrom(file: number, from: number, limit: number): { lines: readonly Line[]; end: number } {
  const bytes = Buffer.alloc(limit);
  const chunk = bytes.subarray(0, readSync(file, bytes, 0, limit, from));
  const lines: Line[] = [];
  let start = 0;
  for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
    lines.push({ at: from + start, text: chunk.toString('utf8', start, end).replace(/\r$/, '') });
    start = end + 1;
  }
  return { lines, end: from + start };
}

function observation(columns: readonly string[], row: readonly string[], identity: string): Observation {
  const said = Object.fromEntries(columns.map((name, i) => [name, (row[i] ?? '').trim()]));
  const prices: Record<string, unknown> = {};
  for (const [name, cell] of Object.entries(said)) {
    if (cell === '' || name === 'timestamp' || (MEASURED as readonly string[]).includes(name)) continue;
    // What is no number goes as it is: the server says what is wrong with it.
    prices[name] = Number.isNaN(Number(cell)) ? cell : Number(cell);
  }
  const measured = MEASURED.filter((name) => (said[name] ?? '') !== '').map((n) => [n, Number(said[n])]);
  const timestamp = said.timestamp ?? '';
  return { prices, identity, ...Object.fromEntries(measured), ...(timestamp === '' ? {} : { timestamp }) };
}

/** Cells of one line; quotes may hold commas and doubled quotes. */
function cells(line: string): readonly string[] {
  // With a comma before the first cell as well, every cell is a match that is never empty.
  return [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}
