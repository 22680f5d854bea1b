import type { RefusedRow } from '@/lib/ingest/import-row';
import { sheetCell } from '@/lib/market/csv-cell';
import { openOutput } from '../open-output';

/** Every refused row as CSV: line, code, said, message. */
export interface RefusedFile {
  add(row: RefusedRow): void;
  /** Resolves when everything is on the disk. @throws Error when it could not be written */
  close(): Promise<void>;
}

/**
 * @param path `null` keeps nothing
 * @param input the file that is imported
 * @param misuse called when it cannot be written from the beginning
 */
export async function openRefusedFile(
  path: string | null,
  input: string,
  misuse: (message: string) => never,
): Promise<RefusedFile> {
  if (path === null) return { add: () => undefined, close: async () => undefined };
  const sink = await openOutput(input, path, misuse, '--report');
  const write = (text: string) => {
    // Looked at when the file is closed; until then a failure waits.
    sink.write(text).catch(() => undefined);
  };
  write('line,code,said,message\n');
  return {
    add: (row) => write(`${[row.line, row.code, row.said, row.message].map(sheetCell).join(',')}\n`),
    close: () => sink.close(),
  };
}
