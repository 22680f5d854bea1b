import { openCsv } from './import-csv';
import { openPanelHarga } from './import-panel-harga';
import { openPihps } from './import-pihps';
import type { ImportContext, ImportFormat, OpenedImporter } from './import-row';

const OPENERS = { csv: openCsv, pihps: openPihps, 'panel-harga': openPanelHarga } as const;

/** A mapper for the rows of a file of this format, chosen by its header line. */
export function openImporter(
  format: ImportFormat,
  header: readonly string[],
  context: ImportContext,
): OpenedImporter {
  return OPENERS[format](header, context);
}

/** The character that parts the cells of a header line: a comma, a semicolon or a tab. */
export function detectDelimiter(headerLine: string): ',' | ';' | '\t' {
  const count = (mark: string) => headerLine.split(mark).length;
  if (count(';') > count(',') && count(';') >= count('\t')) return ';';
  return count('\t') > count(',') ? '\t' : ',';
}

/**
 * Options for csv-parse that suit every format: line ends may be mixed within one file, and a row with too
 * few or too many cells is the mapper's to refuse, not a reason to stop.
 */
export const IMPORT_CSV_OPTIONS = {
  bom: true,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  skip_empty_lines: true,
};
