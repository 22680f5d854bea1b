import { isoToDay } from '@/lib/market/calendar';
import { openTable } from '../open-table';

export const COLUMNS = ['date', 'market_id', 'region', 'commodity', 'price'] as const;

/** What a series is called; a column that is empty is an empty text. */
export type SeriesName = Readonly<Record<'market_id' | 'region' | 'commodity', string>>;

/** One price of a file. */
export interface PriceRow {
  readonly name: SeriesName;
  /** Names the series among others. */
  readonly key: string;
  /** As it is written. */
  readonly date: string;
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Rp per unit; what is empty or no number is left out as 0 is. */
  readonly price: number;
}

/**
 * Prices of a CSV of any length, in the file's order.
 *
 * @param misuse called with what is wrong with the file
 * @param read called with the number of rows so far
 */
export async function* readPriceRows(
  input: string,
  misuse: (message: string) => never,
  read: (rows: number) => void,
): AsyncGenerator<PriceRow> {
  const days = new Map<string, number>();
  let row = 0;
  for await (const record of await openTable('--input', input, COLUMNS, misuse)) {
    read(row++);
    const date = record.date ?? '';
    const day = days.get(date) ?? dayOf(date);
    if (day === null) return misuse(`row ${row - 1}: date is not of the form YYYY-MM-DD: ${date}`);
    days.set(date, day);
    const price = Number(record.price);
    if (!(price > 0 && price < Number.POSITIVE_INFINITY)) continue;
    const { market_id = '', region = '', commodity = '' } = record;
    if (commodity === '')
      return misuse(`row ${row - 1}: commodity is empty; name what the price is of, or leave the row out`);
    yield {
      name: { market_id, region, commodity },
      key: JSON.stringify([market_id, region, commodity]),
      date,
      day,
      price,
    };
  }
}

/** `null` for what is no date. */
export function dayOf(date: string): number | null {
  try {
    return isoToDay(date);
  } catch {
    return null;
  }
}
