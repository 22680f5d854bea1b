import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

/** One row of the national panel. */
export interface PanelRow {
  /** ISO date. */
  readonly date: string;
  readonly region: string;
  readonly commodity: string;
  readonly price: number;
}

export function readPanel(path: string): readonly PanelRow[] {
  const rows = parse<Record<keyof PanelRow, string>>(gunzipSync(readFileSync(path)), { columns: true });
  return rows.map((r) => ({ ...r, price: Number(r.price) }));
}

/** The rows of each region and day of one month, as a device there would send them. */
export function readingsOf(
  rows: readonly PanelRow[],
  month: string,
): ReadonlyMap<string, readonly PanelRow[]> {
  const readings = new Map<string, PanelRow[]>();
  for (const row of rows) {
    if (!row.date.startsWith(month)) continue;
    const key = `${row.date}|${row.region}`;
    const held = readings.get(key);
    if (held === undefined) readings.set(key, [row]);
    else held.push(row);
  }
  return readings;
}
