import type { PriceHistory } from '@/lib/live/board';
import { sheetCell } from '@/lib/market/csv-cell';
import type { PreparedChart } from './prepare-price-chart';

const HEADER =
  'commodity,level,area,interval,t,price_idr,unit,min_idr,max_idr,n,simulated,impact_score,dominant_factor,impact_market_id';

/** The chart as a table that every program reads: UTF-8, a header, one line a point, numbers with a point. */
export function historyCsv(history: PriceHistory, chart: PreparedChart): string {
  const { commodity, level, area, interval, unit } = history;
  const rows = chart.points.map(({ point: p, dot }) =>
    [
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
      dot?.impact.impact_score ?? '',
      dot?.impact.dominant_factor ?? '',
      dot?.impact.market_id ?? '',
    ]
      .map(sheetCell)
      .join(','),
  );
  return `${[HEADER, ...rows].join('\r\n')}\r\n`;
}
