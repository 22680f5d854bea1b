import type { RefusedRow } from '@/lib/ingest/import-row';
import { sheetCell } from '@/lib/market/csv-cell';
import { withOutput } from '../open-output';

/**
 * Keeps every refused row of an import as CSV: line, code, said, message. The file appears once the import is done.
 *
 * @param path `null` keeps nothing
 * @param input the file that is imported
 * @param misuse called when it cannot be written from the beginning
 * @param work told of each row by calling what it is given
 * @throws Error of the work; and when the work was done and the report of it could not be kept
 */
export async function withRefusedFile<Result>(
  path: string | null,
  input: string,
  misuse: (message: string) => never,
  work: (add: (row: RefusedRow) => void) => Promise<Result>,
): Promise<Result> {
  if (path === null) return work(() => undefined);
  let done = false;
  const kept = withOutput({ input, output: path, misuse, option: '--report' }, async (write) => {
    const add = (text: string) => {
      // Looked at when the file is closed; until then a failure waits.
      write(text).catch(() => undefined);
    };
    add('line,code,said,message\n');
    const result = await work((row) =>
      add(`${[row.line, row.code, row.said, row.message].map(sheetCell).join(',')}\n`),
    );
    done = true;
    return result;
  });
  return kept.catch((error: unknown) => {
    if (!done || !(error instanceof Error)) throw error;
    throw new Error(`${error.message}. ${AGAIN}`, { cause: error });
  });
}

const AGAIN = 'What was taken is stored all the same; import the file again to have the report.';
