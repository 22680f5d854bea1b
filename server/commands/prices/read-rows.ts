import { isoToDay } from '@/lib/market/calendar';
import { openTable } from '../open-table';
import { saidPrice } from './said-price';

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
  /** Rp per unit; rows without one are left out. */
  readonly price: number;
}

/**
 * Prices of a CSV of any length, in the file's order. Rows whose price cannot be used are told of at the end.
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
  const unusable = { rows: 0, first: '' };
  for await (const record of await openTable('--input', input, COLUMNS, misuse)) {
    read(row++);
    const date = record.date ?? '';
    const day = days.get(date) ?? dayOf(date);
    if (day === null) return misuse(`row ${row - 1}: date is not of the form YYYY-MM-DD: ${date}: ${input}`);
    days.set(date, day);
    const price = saidPrice(record.price ?? '');
    if (!(price > 0 && price < Number.POSITIVE_INFINITY)) {
      if (price !== 0 && unusable.rows++ === 0) unusable.first = `row ${row - 1}: ${record.price}`;
      continue;
    }
    const { market_id = '', region = '', commodity = '' } = record;
    if (commodity === '')
      return misuse(
        `row ${row - 1}: commodity is empty; name what the price is of, or leave the row out: ${input}`,
      );
    yield {
      name: { market_id, region, commodity },
      key: JSON.stringify([market_id, region, commodity]),
      date,
      day,
      price,
    };
  }
  const { rows, first } = unusable;
  if (rows > 0)
    console.error(`left out for a price that is no number such as 12500: ${rows} rows, first ${first}`);
}

/** `null` for what is no date. */
export function dayOf(date: string): number | null {
  try {
    return isoToDay(date);
  } catch {
    return null;
  }
}
