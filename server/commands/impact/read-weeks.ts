import type { PriceReport } from '@/lib/validate/report';
import type { ReportRow } from '../judge/read-reports';
import { readPriceRows, type SeriesName } from '../prices/read-rows';

/** Weeks that are looked back on. */
export const WEEKS = 261;

/** One commodity in one market, by weeks that end on the asked day's day of the week. */
export interface Series {
  readonly name: SeriesName;
  readonly place: PriceReport;
  /** Last price of each week, `NaN` without one. */
  readonly prices: Float64Array;
  readonly days: Int32Array;
}

/**
 * Reads prices up to `day` from a file of any length; kept is one price a week for each series.
 *
 * @param misuse called with what is wrong with the file
 */
export async function readWeeks(
  input: string,
  day: number,
  place: (row: ReportRow) => PriceReport,
  misuse: (message: string) => never,
  read: (rows: number) => void,
): Promise<readonly Series[]> {
  const series = new Map<string, Series>();
  for await (const { name, key, date, day: on, price } of readPriceRows(input, misuse, read)) {
    const week = WEEKS - 1 - Math.floor((day - on) / 7);
    if (on > day || week < 0) continue;
    let own = series.get(key);
    if (own === undefined) {
      own = {
        name,
        place: place({ ...name, received_at: date, device_id: '', price: String(price) }),
        prices: new Float64Array(WEEKS).fill(Number.NaN),
        days: new Int32Array(WEEKS).fill(-1_000_000),
      };
      series.set(key, own);
    }
    if (on < (own.days[week] as number)) continue;
    own.days[week] = on;
    own.prices[week] = price;
  }
  return [...series.values()];
}
