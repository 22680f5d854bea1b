import { Command, Option } from 'commander';
import { IMPORT_FORMATS, type ImportFormat } from '@/lib/ingest/import-row';
import { importHistory } from '@/lib/services/import-history';
import { withRefusedFile } from './import/refused-file';
import { importSummary } from './import/summary';
import { createProgressBar } from './progress';
import { withPlatform } from './with-platform';

interface Options {
  readonly format: ImportFormat;
  readonly region?: string;
  readonly market?: string;
  readonly report?: string;
}

const HELP = `
Formats:
  csv          any table with a date, a commodity and a price in each row; region, market and unit if it has them
  pihps        the table of PIHPS Nasional, a column for each day; needs --region or --market
  panel-harga  the raw export of Panel Harga Pangan; needs --region or --market

A file may be packed by gzip. A zero or an empty cell is missing and never a price. What the database holds
already is left alone, so a file may be imported again. Means of a region become a market of their own, such
as PANEL-31.

Exit codes: 0 prices were taken or all were stored before; 1 no row could be taken, the import failed, or the
report could not be written in the end; 2 the command or the file cannot be used.`;

/** `smp import --format csv|pihps|panel-harga [--region N] [--market CODE] [--report CSV] FILE` */
export function importCommand(): Command {
  return new Command('import')
    .description('brings price history from a file into the database')
    .addOption(
      new Option('--format <format>', 'how the file is laid out')
        .choices(IMPORT_FORMATS)
        .makeOptionMandatory(),
    )
    .option('--region <number>', 'province (Kemendagri number) when the rows name none, e.g. 31')
    .option('--market <code>', 'market when the rows name none')
    .option('--report <file>', 'writes every refused row to this CSV: line, code, said, message')
    .argument('<file>', 'the file to read')
    .addHelpText('after', HELP)
    .action(async (path: string, options: Options, command: Command) => {
      const regionId = options.region === undefined ? null : Number(options.region);
      if (regionId !== null && !Number.isInteger(regionId))
        command.error('--region takes the number of a province, e.g. 31', { exitCode: 2 });
      await run(path, options, regionId, (message) => command.error(message, { exitCode: 2 }));
    });
}

async function run(
  path: string,
  options: Options,
  regionId: number | null,
  misuse: (message: string) => never,
): Promise<void> {
  const bar = createProgressBar('import');
  const { report } = await withRefusedFile(options.report ?? null, path, misuse, async (refused) => {
    const outcome = await withPlatform(({ pool, db, clock, asked }) =>
      importHistory(
        { pool, db, clock, asked, progress: bar.show, refused },
        { path, format: options.format, regionId, marketCode: options.market ?? null },
      ),
    ).finally(bar.end);
    // Before the report is closed, which may fail: what is stored is told all the same.
    console.log(importSummary(outcome).join('\n'));
    return outcome;
  });
  const { accepted, groups } = report;
  const stored = groups.some((g) => g.code === 'already_stored');
  if (accepted === 0 && !stored) process.exitCode = 1;
}
