import type { Locale } from '@/components/ui/format';
import type { PriceHistory } from '@/lib/live/board';
import { semicolonSheetCell, sheetCell } from '@/lib/market/csv-cell';
import type { PreparedChart } from './prepare-price-chart';

const COLUMNS = [
  'commodity',
  'level',
  'area',
  'interval',
  't',
  'price_idr',
  'unit',
  'min_idr',
  'max_idr',
  'n',
  'simulated',
  'impact_score',
  'dominant_factor',
  'impact_market_id',
  'time_zone',
  'source',
];

/** What a spreadsheet of that language parts cells with, and writes before a fraction. */
const WRITTEN = {
  id: { separator: ';', point: ',', cell: semicolonSheetCell },
  en: { separator: ',', point: '.', cell: sheetCell },
} as const satisfies Readonly<Record<Locale, object>>;

/**
 * The chart as a table for the spreadsheet of the reader's language: UTF-8, a header, one line a point. With commas an
 * Indonesian one puts a whole line into its first cell, and reads 91.5 as a time. Programs take the API's CSV.
 *
 * @param source address of the very chart, so that a file says where it comes from
 */
export function historyCsv(
  history: PriceHistory,
  chart: PreparedChart,
  source: string,
  locale: Locale,
): string {
  const { commodity, level, area, interval, unit, time_zone } = history;
  const { separator, point, cell } = WRITTEN[locale];
  const rows = chart.points.map(({ point: p, dot }) => [
    commodity,
    level,
    area,
    interval,
    p.t,
    p.price,
    unit,
    p.min,
    p.max,
    p.n,
    p.simulated,
    dot === null ? null : String(dot.impact.impact_score).replace('.', point),
    dot?.impact.dominant_factor ?? null,
    dot?.impact.market_id ?? null,
    time_zone,
    source,
  ]);
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(separator)}\r\n`).join('');
}
