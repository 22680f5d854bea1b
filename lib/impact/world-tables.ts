import type { EnteredEvent, World } from './known-causes';
import { type RegionDay, weatherOf } from './region-weather';

/** What is known of the world as plain rows, so that it can be sent and kept. */
export interface WorldTables {
  readonly feasts: World['feasts'];
  /** Monthly figures under the names of `MACRO_KINDS`; a month that is missing is harmless. */
  readonly macro: readonly { readonly name: string; readonly month: string; readonly value: number }[];
  readonly regions: readonly Place[];
  /** What the sensors of the markets felt; may be empty. */
  readonly weather: readonly RegionDay[];
}

interface Place {
  readonly id: number;
  /** Degrees. */
  readonly latitude: number;
  readonly longitude: number;
}

/** Java's rice and vegetables feed most of the others. */
const GRANARY = 35;
const KM_PER_DEGREE = 111;
const WEEKS_A_MONTH = 30.4 / 7;

/** What the rows say, with the log by which all prices rose in the week that ends on a day (0 where unknown). */
export function worldOf(
  tables: WorldTables,
  events: readonly EnteredEvent[],
): { readonly world: World; readonly inflation: (day: number) => number } {
  const figure = (name: string) => {
    const byMonth = new Map(tables.macro.filter((m) => m.name === name).map((m) => [m.month, m.value]));
    return (day: number) => byMonth.get(monthOf(day)) ?? Number.NaN;
  };
  const dollar = figure('usd_idr');
  const monthly = figure('inflation_mom_pct');
  const places = new Map(tables.regions.map((r) => [r.id, r]));
  const distances = new Map(tables.regions.map((r) => [r.id, away(r, places.get(GRANARY))]));
  return {
    world: {
      feasts: tables.feasts,
      fuelPrice: figure('solar_subsidised_idr_per_l'),
      // Means of a month are smoothed over the 30 days before: no jump on the first.
      usdRate: (day) => smooth(dollar, day),
      weather: weatherOf(tables.weather, (d) => d.humidity),
      heat: weatherOf(tables.weather, (d) => d.temperature),
      distance: (id) => distances.get(id) ?? 0,
      events,
    },
    inflation: (day) => {
      const percent = monthly(day);
      return Number.isFinite(percent) ? Math.log(1 + percent / 100) / WEEKS_A_MONTH : 0;
    },
  };
}

function monthOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 7);
}

function smooth(figure: (day: number) => number, day: number): number {
  let sum = 0;
  let count = 0;
  for (let d = day - 29; d <= day; d++) {
    const value = figure(d);
    if (!Number.isFinite(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}

/** Thousands of kilometres, near enough at the equator. */
function away(a: Place | undefined, b: Place | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return (KM_PER_DEGREE * Math.hypot(a.latitude - b.latitude, a.longitude - b.longitude)) / 1000;
}
