import { EVENT_CAUSES, type EventCause } from '@/lib/market/block';
import type { Column } from './fit-blocks';

/** What was known of the world; a figure that is not known is `NaN` or left out, and harmless. */
export interface World {
  readonly feasts: readonly { readonly name: string; readonly day: number }[];
  /** Rp per litre on a day. */
  readonly fuelPrice?: (day: number) => number;
  /** Rp for one US dollar on a day. */
  readonly usdRate?: (day: number) => number;
  /** Price of the commodity on the world market on a day, in dollars. */
  readonly worldPrice?: (day: number) => number;
  /** How wet a region's week before a day was, against what is usual there, in standard deviations. */
  readonly weather?: (regionId: number, day: number) => number;
  /** How hot, likewise. */
  readonly heat?: (regionId: number, day: number) => number;
  /** Thousands of kilometres to where most food is grown. */
  readonly distance?: (regionId: number) => number;
  readonly events?: readonly EnteredEvent[];
}

/** What an official entered. Days are included. */
export interface EnteredEvent {
  readonly cause: EventCause;
  /** `null`: everywhere. */
  readonly regionId: number | null;
  readonly from: number;
  readonly to: number;
}

/** Rises and fades around a feast: days at which it starts, peaks and is gone. */
const FESTIVE: readonly (readonly [name: string, start: number, peak: number, end: number])[] = [
  ['idul-fitri', -35, -28, -21],
  ['idul-fitri', -28, -21, -14],
  ['idul-fitri', -21, -14, -7],
  ['idul-fitri', -14, -7, 0],
  ['idul-fitri', -7, 0, 7],
  ['idul-fitri', 0, 7, 21],
  ['idul-adha', -14, -3, 10],
];
const YEAR_DAYS = 365.2425;
const EVENT_FADE_DAYS = 14;

const calendar = (group: string): Column => ({ block: 'calendar', group });
const fuel = (group: string): Column => ({ block: 'fuel', group });
const currency = (group: string): Column => ({ block: 'currency', group });

/** What each figure of `knownCauses` belongs to. */
export const KNOWN_COLUMNS: readonly Column[] = [
  ...FESTIVE.map(([name]) => calendar(name)),
  calendar('season'),
  calendar('season'),
  calendar('turn of the year'),
  { block: 'weather', group: 'weather' },
  { block: 'weather', group: 'weather before' },
  { block: 'weather', group: 'heat' },
  { block: 'weather', group: 'heat before' },
  fuel('fuel'),
  fuel('fuel before'),
  fuel('fuel over distance'),
  fuel('fuel over distance before'),
  currency('dollar'),
  currency('dollar before'),
  currency('world price'),
  currency('world price before'),
  ...EVENT_CAUSES.map((cause): Column => ({ block: 'events', group: `event ${cause}` })),
];

export const FIRST_EVENT_COLUMN = KNOWN_COLUMNS.findIndex((c) => c.block === 'events');

/** What changed in the week that ends on `day`, in the order of `KNOWN_COLUMNS`; 0 where nothing is known. */
export function knownCauses(world: World, regionId: number, day: number): readonly number[] {
  const fuelNow = rise(world.fuelPrice, day);
  const fuelBefore = rise(world.fuelPrice, day - 7);
  const far = world.distance?.(regionId) ?? 0;
  const season = (harmonic: number, wave: (angle: number) => number) => {
    const angle = (d: number) => (2 * Math.PI * harmonic * d) / YEAR_DAYS;
    return wave(angle(day)) - wave(angle(day - 7));
  };
  const columns = [
    ...FESTIVE.map((f) => festive(world, f, day) - festive(world, f, day - 7)),
    season(1, Math.cos),
    season(1, Math.sin),
    turnOfYear(day) - turnOfYear(day - 7),
    world.weather?.(regionId, day) ?? 0,
    world.weather?.(regionId, day - 7) ?? 0,
    world.heat?.(regionId, day) ?? 0,
    world.heat?.(regionId, day - 7) ?? 0,
    fuelNow,
    fuelBefore,
    fuelNow * far,
    fuelBefore * far,
    rise(world.usdRate, day),
    rise(world.usdRate, day - 7),
    rise(world.worldPrice, day),
    rise(world.worldPrice, day - 7),
    ...EVENT_CAUSES.map((cause) => felt(world, cause, regionId, day) - felt(world, cause, regionId, day - 7)),
  ];
  return columns.map((v) => (Number.isFinite(v) ? v : 0));
}

function rise(figure: ((day: number) => number) | undefined, day: number): number {
  return figure === undefined ? 0 : Math.log(figure(day) / figure(day - 7));
}

function festive(world: World, [name, start, peak, end]: (typeof FESTIVE)[number], day: number): number {
  let most = 0;
  for (const feast of world.feasts)
    if (feast.name === name) most = Math.max(most, bump(day - feast.day, start, peak, end));
  return most;
}

/** Christmas and New Year, which fall on the same days of every year. */
function turnOfYear(day: number): number {
  const fromChristmas = (((day % YEAR_DAYS) + YEAR_DAYS) % YEAR_DAYS) - 358;
  return Math.max(bump(fromChristmas, -21, -1, 14), bump(fromChristmas + YEAR_DAYS, -21, -1, 14));
}

/** 0 at `start`, 1 at `peak`, 0 at `end`, straight between. */
function bump(x: number, start: number, peak: number, end: number): number {
  if (x <= start || x >= end) return 0;
  return x < peak ? (x - start) / (peak - start) : (end - x) / (end - peak);
}

/** How many events of a cause are felt in a region: whole while they last, fading after. */
function felt(world: World, cause: EventCause, regionId: number, day: number): number {
  let sum = 0;
  for (const e of world.events ?? []) {
    if (e.cause !== cause || day < e.from || (e.regionId !== null && e.regionId !== regionId)) continue;
    sum += day <= e.to ? 1 : Math.exp(-(day - e.to) / EVENT_FADE_DAYS);
  }
  return sum;
}
