import { Command } from 'commander';
import { csvCell } from '@/lib/market/csv-cell';
import { riseRisk } from '@/lib/warn/rise-risk';
import { sayDone } from './open-output';
import { type KnownSeries, writeEachOrigin } from './prices/each-origin';
import { COLUMNS } from './prices/read-rows';

const HEADER = 'origin,market_id,commodity,p_up10_7d,p_cross90_7d,region';
const KEEP_DAYS = 1_095;

interface Options {
  readonly input: string;
  readonly origins: string;
  readonly output: string;
}

/** `smp warn --input prices.csv --origins D1,D2,… --output out.csv` */
export function warnCommand(): Command {
  return new Command('warn')
    .description('how likely each series of a file is to rise in the week after each origin')
    .requiredOption('--input <file>', `CSV: ${COLUMNS.join(', ')}`)
    .requiredOption('--origins <dates>', 'YYYY-MM-DD, parted by commas; only rows up to each are used for it')
    .requiredOption('--output <file>', 'CSV to write')
    .addHelpText(
      'after',
      `
p_up10_7d: chance that the highest price of the next 7 days is 10 % above the origin's.
p_cross90_7d: chance that it is above the 90th percentile of the past year.
A series without a price in the two weeks before an origin is left out there.`,
    )
    .action(async (options: Options, command: Command) => {
      const misuse = (message: string) => command.error(message, { exitCode: 2 });
      const written = await writeEachOrigin(options, HEADER, KEEP_DAYS, lineOf, misuse);
      await sayDone(options.output, `${written} lines written`);
    });
}

function lineOf({ origin, name, volatility, daily }: KnownSeries): string[] {
  const { up10, cross90 } = riseRisk(daily.logs, volatility);
  const what = [origin, csvCell(name.market_id), csvCell(name.commodity)];
  return [[...what, up10.toFixed(4), cross90.toFixed(4), csvCell(name.region)].join(',')];
}
