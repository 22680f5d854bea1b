import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { isoToDay } from '@/lib/market/calendar';
import type { PriceReport } from '@/lib/validate/report';
import type { ReportRow } from '../judge/read-reports';

export const COLUMNS = ['date', 'market_id', 'region', 'commodity', 'price'] as const;
type Row = Readonly<Record<(typeof COLUMNS)[number], string | undefined>>;

/** Weeks that are looked back on. */
export const WEEKS = 261;

/** One commodity in one market, by weeks that end on the asked day's day of the week. */
export interface Series {
  readonly name: Readonly<Record<'market_id' | 'region' | 'commodity', string>>;
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
  const days = new Map<string, number>();
  let row = 0;
  const parser = createReadStream(input).pipe(
    parse({ columns: true, bom: true, skip_empty_lines: true, trim: true, relax_column_count: true }),
  );
  for await (const record of parser as AsyncIterable<Row>) {
    if (row === 0) {
      const missing = COLUMNS.filter((c) => record[c] === undefined);
      if (missing.length > 0) misuse(`missing columns: ${missing.join(', ')}`);
    }
    read(row++);
    const date = record.date ?? '';
    const on = days.get(date) ?? dayOf(date);
    if (on === null) return misuse(`row ${row - 1}: date is not of the form YYYY-MM-DD: ${date}`);
    days.set(date, on);
    const price = Number(record.price);
    const week = WEEKS - 1 - Math.floor((day - on) / 7);
    if (on > day || week < 0 || !(price > 0)) continue;
    const { market_id = '', region = '', commodity = '' } = record;
    const key = JSON.stringify([market_id, region, commodity]);
    let own = series.get(key);
    if (own === undefined) {
      own = {
        name: { market_id, region, commodity },
        place: place({ ...record, received_at: date, device_id: '' } satisfies ReportRow),
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

function dayOf(date: string): number | null {
  try {
    return isoToDay(date);
  } catch {
    return null;
  }
}
