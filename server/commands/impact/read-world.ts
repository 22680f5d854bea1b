import type { EnteredEvent, World } from '@/lib/impact/known-causes';
import { isoToDay } from '@/lib/market/calendar';
import type { Region } from '@/lib/market/region';
import { regions } from '@/prisma/seed/catalog-data';
import { optionalNumber, readCsv, text } from '@/prisma/seed/read-csv';

/** Java's rice and vegetables feed most of the others. */
const GRANARY = 35;
const KM_PER_DEGREE = 111;

/** What the shipped tables know of calendar and economy. */
export interface ShippedWorld {
  readonly world: World;
  /** Log by which all prices rose in the week that ends on a day; 0 where it is not known. */
  readonly inflation: (day: number) => number;
}

export function readWorld(events: readonly EnteredEvent[]): ShippedWorld {
  const rows = new Map(readCsv('macro-monthly.csv').map((r) => [text(r, 'month'), r]));
  const figure = (name: string) => {
    const byMonth = new Map(
      [...rows].flatMap(([month, row]) => {
        const value = optionalNumber(row, name);
        return value === null ? [] : [[month, value] as const];
      }),
    );
    return (day: number) => byMonth.get(new Date(day * 86_400_000).toISOString().slice(0, 7)) ?? Number.NaN;
  };
  const dollar = figure('usd_idr');
  const monthly = figure('inflation_mom_pct');
  const provinces = new Map(regions().map((r) => [r.id, r]));
  const granary = provinces.get(GRANARY);
  return {
    world: {
      feasts: readCsv('calendar.csv').map((r) => ({
        name: text(r, 'event'),
        day: isoToDay(text(r, 'date')),
      })),
      fuelPrice: figure('solar_subsidised_idr_per_l'),
      // Means of a month are smoothed over the 30 days before: no jump on the first.
      usdRate: (day) => smooth(dollar, day),
      events,
      distance: (id) => away(provinces.get(id), granary),
    },
    inflation: (day) => {
      const percent = monthly(day);
      return Number.isFinite(percent) ? (Math.log(1 + percent / 100) * 7) / 30.4 : 0;
    },
  };
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
function away(a: Region | undefined, b: Region | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return (KM_PER_DEGREE * Math.hypot(a.latitude - b.latitude, a.longitude - b.longitude)) / 1000;
}
