import { Command } from 'commander';
import { DEFAULT_RULES } from '@/lib/validate/judge';
import { JudgeStream, type Settled } from '@/lib/validate/stream';
import { createReportReader, type ReportRow } from './judge/read-reports';
import { sayDone, type Write, withOutput } from './open-output';
import { openTable } from './open-table';

const COLUMNS = ['received_at', 'market_id', 'region', 'device_id', 'commodity', 'price'] as const;
const NAMES = ['market_id', 'commodity'] as const;
const HEADER = 'row,lane,score,flags,final_lane,final_at\n';
const PROGRESS_EVERY = 20_000;

/** `smp judge --input reports.csv --output verdicts.csv` */
export function judgeCommand(): Command {
  return new Command('judge')
    .description('judges a file of reports as the live door would, without a database')
    .requiredOption('--input <file>', `CSV in time order: ${COLUMNS.join(', ')}`)
    .requiredOption('--output <file>', 'CSV to write: row, lane, score, flags, final_lane, final_at')
    .action(async (options: { input: string; output: string }, command: Command) => {
      const misuse = (message: string) => command.error(message, { exitCode: 2 });
      const { input } = options;
      const reports = await openTable('--input', input, COLUMNS, misuse);
      const { rows, late } = await withOutput({ ...options, misuse }, (write) =>
        judgeRows(reports, write, (row, why) => misuse(`row ${row}: ${why}: ${input}`)),
      );
      if (process.stderr.isTTY) process.stderr.write('\r');
      await sayDone(options.output, `${rows} reports judged`);
      if (late[0] !== undefined) console.error(outOfOrder(late[0], late.length));
    });
}

interface Line {
  readonly start: string;
  end: string | null;
}

/**
 * @param unusable called for a row that cannot be judged, with what is wrong with it
 * @returns how many rows there were, and which of them are older than one above them
 */
async function judgeRows(
  reports: AsyncIterable<ReportRow>,
  write: Write,
  unusable: (row: number, why: string) => never,
): Promise<{ readonly rows: number; readonly late: readonly number[] }> {
  const stream = new JudgeStream(DEFAULT_RULES);
  const read = createReportReader();
  await write(HEADER);
  const lines = new Map<number, Line>();
  let written = 0;
  let row = 0;
  let newest = Number.NEGATIVE_INFINITY;
  const late: number[] = [];
  const settle = ({ row: r, lane, at }: Settled) => {
    const line = lines.get(r);
    if (line !== undefined) line.end = `${lane},${iso(at)}`;
  };
  const flush = async () => {
    for (
      let line = lines.get(written);
      line !== undefined && line.end !== null;
      line = lines.get(++written)
    ) {
      lines.delete(written);
      await write(`${line.start},${line.end}\n`);
    }
  };
  for await (const record of reports) {
    // What has no name would be one more market or commodity that nobody ever saw.
    for (const name of NAMES) if (!record[name]) unusable(row, `${name} is empty`);
    const report = read(record);
    if (Number.isNaN(report.receivedAt))
      unusable(row, `received_at is not a time such as 2025-12-12T12:34:56Z: ${record.received_at}`);
    if (report.receivedAt < newest) late.push(row);
    newest = Math.max(newest, report.receivedAt);
    const { verdict, settled } = stream.push(report);
    const decided = verdict.lane === 'accepted' || verdict.flags.includes('not_a_price');
    lines.set(row, {
      start: `${row},${verdict.lane},${verdict.score.toFixed(6)},${verdict.flags.join('|')}`,
      end: decided ? `${verdict.lane},${iso(report.receivedAt)}` : null,
    });
    settled.forEach(settle);
    await flush();
    row++;
    if (process.stderr.isTTY && row % PROGRESS_EVERY === 0) process.stderr.write(`\r${row} reports judged`);
  }
  stream.finish().forEach(settle);
  await flush();
  return { rows: row, late };
}

function outOfOrder(first: number, rows: number): string {
  const said = `${rows} of them are older than a row above them, first row ${first}, and were judged knowing what came later`;
  return `${said}: sort --input by received_at`;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
