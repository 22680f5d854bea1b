import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { RefusedRow } from '@/lib/ingest/import-row';
import { sheetCell } from '@/lib/market/csv-cell';

/** Every refused row as CSV: line, code, said, message. */
export interface RefusedFile {
  add(row: RefusedRow): void;
  /** Resolves when everything is on the disk. @throws Error when it could not be written */
  close(): Promise<void>;
}

/** @param path `null` keeps nothing */
export function openRefusedFile(path: string | null): RefusedFile {
  if (path === null) return { add: () => undefined, close: async () => undefined };
  const sink = createWriteStream(path);
  const done = finished(sink);
  // Looked at when the file is closed; until then a failure waits.
  done.catch(() => undefined);
  sink.write('line,code,said,message\n');
  return {
    add: (row) =>
      void sink.write(`${[row.line, row.code, row.said, row.message].map(sheetCell).join(',')}\n`),
    async close() {
      sink.end();
      await done;
    },
  };
}
