import { Command } from 'commander';
import { forecastSeries, KEEP_DAYS } from '@/lib/forecast/forecast';
import { MODELS, type Model } from '@/lib/forecast/models';
import { LEVELS } from '@/lib/forecast/quantiles';
import { dayToIso } from '@/lib/market/calendar';
import { csvCell } from '@/lib/market/csv-cell';
import { sayDone } from './open-output';
import { type KnownSeries, writeEachOrigin } from './prices/each-origin';
import { COLUMNS } from './prices/read-rows';

const HEADER = ['origin,market_id,commodity,h,date,model,mean', ...LEVELS.map((q) => `q${q}`), 'region'].join(
  ',',
);
/** As far as the past of two years says anything. */
const MAX_HORIZON = 90;

interface Options {
  readonly input: string;
  readonly origins: string;
  readonly horizon: string;
  readonly output: string;
  readonly model: string;
}

/** `smp forecast --input prices.csv --origins D1,D2,… --horizon 7 --output out.csv [--model NAME]` */
export function forecastCommand(): Command {
  return new Command('forecast')
    .description('forecasts every series of a file from each origin, with quantiles')
    .requiredOption('--input <file>', `CSV: ${COLUMNS.join(', ')}`)
    .requiredOption('--origins <dates>', 'YYYY-MM-DD, parted by commas; only rows up to each are used for it')
    .option('--horizon <days>', `days ahead, 1 to ${MAX_HORIZON}`, '7')
    .requiredOption('--output <file>', 'CSV to write')
    .option('--model <name>', `auto, ${MODELS.join(', ')}`, 'auto')
    .addHelpText(
      'after',
      `
Quantiles are those of the model's own past errors at that distance, over two years before the origin.
A series without a price in the two weeks before an origin is left out there.`,
    )
    .action(async (options: Options, command: Command) => {
      const misuse = (message: string) => command.error(message, { exitCode: 2 });
      const horizon = Number(options.horizon);
      if (!Number.isInteger(horizon) || horizon < 1 || horizon > MAX_HORIZON)
        return misuse(`--horizon is a number of days from 1 to ${MAX_HORIZON}: ${options.horizon}`);
      const model = ([...MODELS, 'auto'] as const).find((name) => name === options.model);
      if (model === undefined)
        return misuse(`--model is one of auto, ${MODELS.join(', ')}: ${options.model}`);
      const say = (known: KnownSeries) => linesOf(known, horizon, model);
      const written = await writeEachOrigin(options, HEADER, KEEP_DAYS, say, misuse);
      await sayDone(options.output, `${written} lines written`);
    });
}

function linesOf(known: KnownSeries, horizon: number, asked: Model | 'auto'): string[] {
  const { origin, name, volatility, daily } = known;
  const { model, days } = forecastSeries(daily, { horizon, volatility, model: asked });
  const what = [origin, csvCell(name.market_id), csvCell(name.commodity)].join(',');
  return days.map(({ h, day, mean, quantiles }) => {
    const prices = [mean, ...quantiles].map((price) => price.toFixed(2));
    return [what, h, dayToIso(day), model, ...prices, csvCell(name.region)].join(',');
  });
}
