import { isoToDay } from '@/lib/market/calendar';
import type { MonthlyMeans, Place, PriceBehaviour, SimulationData } from '@/lib/simulate/domain-figures';
import { commodities, regions } from './catalog-data';
import { number, optionalNumber, readCsv, text } from './read-csv';
import { calendar } from './reference-data';

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

function places(): Place[] {
  return readCsv('simulated-places.csv').map((row) => ({
    regionId: number(row, 'code'),
    latitude: optionalNumber(row, 'latitude'),
    longitude: optionalNumber(row, 'longitude'),
    reachDegrees: number(row, 'reach_degrees'),
    weight: number(row, 'weight'),
  }));
}

/** Every figure that the simulated country is drawn from. */
export function simulationData(): SimulationData {
  return {
    regions: regions(),
    commodities: commodities(),
    monthlyMeans: monthlyMeans(),
    behaviour: priceBehaviour(),
    calendar: calendar().map((c) => ({ name: c.name, day: isoToDay(c.day) })),
    places: places(),
  };
}
