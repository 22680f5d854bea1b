import { Command } from 'commander';
import { worldOf } from '@/lib/impact/world-tables';
import { BLOCKS } from '@/lib/market/block';
import { FACTORS } from '@/lib/market/factor';
import { commodities } from '@/prisma/seed/catalog-data';
import { readEvents } from './impact/read-events';
import { readWeeks, type Series } from './impact/read-weeks';
import { readWorld } from './impact/read-world';
import { weighCommodity } from './impact/weigh-commodity';
import { createReportReader } from './judge/read-reports';
import { sayDone, withOutput } from './open-output';
import { COLUMNS, dayOf } from './prices/read-rows';

const HEADER = [
  'date,market_id,region,commodity,price,price_change,impact_score,dominant_factor',
  ...FACTORS,
  'not_proven,household_rp_per_month,basket_points,log_change',
  ...BLOCKS.map((b) => `part_${b}`),
  'part_unexplained',
].join(',');
const PROGRESS_EVERY = 50_000;

/** `smp impact --input prices.csv --date D --output out.csv` */
export function impactCommand(): Command {
  return new Command('impact')
    .description('weighs the week that ends on a date: how unusual each price moved, and why')
    .requiredOption('--input <file>', `CSV: ${COLUMNS.join(', ')}`)
    .requiredOption('--date <date>', 'last day of the week, YYYY-MM-DD; later rows are not used')
    .requiredOption('--output <file>', 'CSV to write: one line for each series with a price in that week')
    .option('--events <file>', 'CSV of events: cause (weather, pests, road, harvest), region, from, to')
    .addHelpText(
      'after',
      `
Shares of the factors add up to 1, and the parts (of blocks, as logs) to log_change. Blocks under not_proven
foretold nothing out of sample, or have no figures, and have no part.`,
    )
    .action(async (options: Options, command: Command) => {
      const misuse = (message: string) => command.error(message, { exitCode: 2 });
      await weighFile(options, misuse);
    });
}

interface Options {
  readonly input: string;
  readonly date: string;
  readonly output: string;
  readonly events?: string;
}

async function weighFile(options: Options, misuse: (message: string) => never): Promise<void> {
  const { input, date, output } = options;
  const day = dayOf(date);
  if (day === null) return misuse(`--date is not of the form YYYY-MM-DD: ${date}`);
  const progress = (text: string) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${text}`);
  };
  const place = createReportReader();
  const events = options.events === undefined ? [] : await readEvents(options.events, day, place, misuse);
  const series = await readWeeks(input, day, place, misuse, (rows) => {
    if (rows % PROGRESS_EVERY === 0) progress(`${rows} rows read`);
  });
  const groups = new Map<number, Series[]>();
  for (const one of series) {
    const group = groups.get(one.place.commodityId);
    if (group === undefined) groups.set(one.place.commodityId, [one]);
    else group.push(one);
  }
  const shipped = worldOf(readWorld(), events);
  const catalogue = commodities();
  let written = 0;
  await withOutput({ input, output, misuse }, async (write) => {
    await write(`${HEADER}\n`);
    for (const group of groups.values()) {
      for (const line of weighCommodity(group, day, shipped, catalogue)) {
        await write(`${date},${line}\n`);
        written++;
      }
      progress(`${written} series weighed`);
    }
  });
  progress('');
  if (written === 0) console.error(`no series has a price in the week that ends on ${date}: ${input}`);
  await sayDone(output, `${written} series weighed`);
}
