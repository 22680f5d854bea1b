import { type DailySeries, type DayPrice, dailySeries } from '@/lib/forecast/daily-series';
import { dayToIso } from '@/lib/market/calendar';
import type { VolatilityClass } from '@/lib/market/commodity';
import { createReportReader } from '../judge/read-reports';
import { withOutput } from '../open-output';
import { dayOf, readPriceRows, type SeriesName } from './read-rows';

const PROGRESS_EVERY = 50_000;

/** One series as it was known on one origin. */
export interface KnownSeries {
  /** As it was asked for. */
  readonly origin: string;
  /** Days since 1970-01-01. */
  readonly originDay: number;
  readonly name: SeriesName;
  readonly volatility: VolatilityClass;
  readonly daily: DailySeries;
}

export interface OriginsAsked {
  readonly input: string;
  /** `YYYY-MM-DD`, parted by commas. */
  readonly origins: string;
  readonly output: string;
}

/**
 * Writes a CSV of what is said of every series of a file at every origin, in the order of the origins. A series
 * without a price in the two weeks before an origin is left out there.
 *
 * @param keepDays past that is looked at
 * @param say lines of one series at one origin; nothing dated after the origin is in what it is given
 * @param misuse called with what is wrong with the options or the file
 * @returns how many lines were written
 */
export async function writeEachOrigin(
  { input, origins, output }: OriginsAsked,
  header: string,
  keepDays: number,
  say: (known: KnownSeries) => readonly string[],
  misuse: (message: string) => never,
): Promise<number> {
  const asked = origins.split(',').map((text) => {
    const origin = text.trim();
    return { origin, day: dayOf(origin) ?? misuse(`--origins: not of the form YYYY-MM-DD: ${origin}`) };
  });
  const progress = (text: string) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${text}`);
  };
  const series = await readSeries(input, misuse, progress);
  let written = 0;
  await withOutput({ input, output, misuse }, async (write) => {
    await write(`${header}\n`);
    for (const { origin, day } of asked) {
      for (const { name, volatility, prices } of series) {
        const daily = dailySeries(prices, day, keepDays);
        if (daily === null) continue;
        for (const line of say({ origin, originDay: day, name, volatility, daily })) {
          await write(`${line}\n`);
          written += 1;
        }
      }
      progress(`${origin}: ${written} lines`);
    }
  });
  progress('');
  if (written === 0) console.error(noneAt(series, input));
  return written;
}

/** Why there is nothing to say of any series. */
function noneAt(series: readonly Series[], input: string): string {
  const days = series.flatMap(({ prices }) => prices.map(({ day }) => day)).sort((a, b) => a - b);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return `no row has a price: ${input}`;
  return `no series has a price in the two weeks before an origin; prices are from ${dayToIso(first)} to ${dayToIso(last)}: ${input}`;
}

interface Series {
  readonly name: SeriesName;
  readonly volatility: VolatilityClass;
  readonly prices: DayPrice[];
}

async function readSeries(
  input: string,
  misuse: (message: string) => never,
  progress: (text: string) => void,
): Promise<readonly Series[]> {
  const place = createReportReader();
  const series = new Map<string, Series>();
  const rows = readPriceRows(input, misuse, (n) => {
    if (n % PROGRESS_EVERY === 0) progress(`${n} rows read`);
  });
  for await (const { name, key, date, day, price } of rows) {
    const known = series.get(key);
    if (known !== undefined) known.prices.push({ day, price });
    else {
      const { volatility } = place({ ...name, received_at: date, device_id: '', price: String(price) });
      series.set(key, { name, volatility, prices: [{ day, price }] });
    }
  }
  return [...series.values()];
}
