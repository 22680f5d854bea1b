import { commodities } from './catalog-data';
import { number, readCsv, text } from './read-csv';

/** Mean retail price of one commodity in one province, month by month from `firstMonth` on, Rp. */
export interface MonthlyMeans {
  readonly commodityId: number;
  readonly regionId: number;
  /** Months since January of year 0 of the first figure: `year * 12 + month − 1`. */
  readonly firstMonth: number;
  readonly prices: readonly number[];
}

/** How a commodity moves; sizes of daily moves of province means as fractions (0.02 = 2 %). */
export interface PriceBehaviour {
  readonly commodityId: number;
  readonly medianMove: number;
  readonly p95Move: number;
  readonly p995Move: number;
  readonly unchangedDays: number;
  /** Coefficient of variation between provinces. */
  readonly spread: number;
}

const commodityOfPanelName = () =>
  new Map(commodities().flatMap((c) => (c.panelName === null ? [] : [[c.panelName, c.id] as const])));

function idOf(names: ReadonlyMap<string, number>, panelName: string): number {
  const id = names.get(panelName);
  if (id === undefined) throw new Error(`no commodity has the panel name ${panelName}`);
  return id;
}

export function monthlyMeans(): MonthlyMeans[] {
  const names = commodityOfPanelName();
  return readCsv('monthly-mean-prices.csv').map((row) => {
    const months = Object.keys(row).filter((column) => /^\d{4}-\d{2}$/.test(column));
    const [year, month] = (months[0] ?? '').split('-').map(Number);
    return {
      commodityId: idOf(names, text(row, 'commodity')),
      regionId: number(row, 'province_code'),
      firstMonth: (year ?? Number.NaN) * 12 + (month ?? Number.NaN) - 1,
      prices: months.map((column) => (row[column] ? number(row, column) : Number.NaN)),
    };
  });
}

export function priceBehaviour(): PriceBehaviour[] {
  const names = commodityOfPanelName();
  return readCsv('price-behaviour.csv').map((row) => ({
    commodityId: idOf(names, text(row, 'commodity')),
    medianMove: number(row, 'median_abs_daily_change_pct') / 100,
    p95Move: number(row, 'p95_abs_daily_change_pct') / 100,
    p995Move: number(row, 'p995_abs_daily_change_pct') / 100,
    unchangedDays: number(row, 'unchanged_days_pct') / 100,
    spread: number(row, 'cross_province_cv_pct') / 100,
  }));
}
