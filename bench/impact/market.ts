import type { EnteredEvent, World } from '@/lib/impact/known-causes';
import type { EventCause } from '@/lib/market/block';
import { FACTORS, type Factor } from '@/lib/market/factor';
import { seeded } from '../judge/random';

/** What can be made to happen in the last week. */
export const CAUSES = [
  'nation',
  'island',
  'calendar',
  'weather',
  'fuel',
  'currency',
  'flood',
  'pests',
  'road',
  'harvest',
  'reversion',
  'alone',
] as const;
export type Cause = (typeof CAUSES)[number];

/** A simulated commodity whose every move has a known cause. */
export interface KnownMarket {
  readonly places: readonly { readonly regionId: number; readonly island: string }[];
  readonly logs: readonly Float64Array[];
  /** Last day of each week. */
  readonly days: readonly number[];
  readonly world: World;
  /** Of the last week: log parts of each series by published name. */
  readonly truth: readonly Readonly<Record<Factor, number>>[];
}

const ISLANDS = 6;
const REGIONS = 24;
const MARKETS = 72;
export const WEEKS = 261;
const LEBARAN = [-598, -244, 110, 464, 818, 1172];
const EVENTS: Readonly<Record<'flood' | 'pests' | 'road' | 'harvest', readonly [EventCause, number]>> = {
  flood: ['weather', 0.14],
  pests: ['pests', 0.12],
  road: ['road', 0.16],
  harvest: ['harvest', -0.13],
};

const EVENT_FACTOR: Readonly<Record<EventCause, Factor>> = {
  weather: 'weather',
  pests: 'pests',
  road: 'logistics',
  harvest: 'seasonal_harvest',
};

/** The market of one seed with one cause at work in its last week, over the usual small moves of all others. */
export function knownMarket(seed: number, cause: Cause): KnownMarket {
  const random = seeded(seed * 101 + CAUSES.indexOf(cause));
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const sizeOf = () => (0.12 + 0.13 * random()) * (random() < 0.35 ? -1 : 1);
  const end = cause === 'calendar' ? 1172 - 22 : 1010 + Math.floor(random() * 60);
  const days = Array.from({ length: WEEKS }, (_, w) => end - 7 * (WEEKS - 1 - w));
  const places = Array.from({ length: MARKETS }, (_, m) => {
    const regionId = m % REGIONS;
    return { regionId, island: `island ${regionId % ISLANDS}` };
  });
  const last = WEEKS - 1;
  const struck = Math.floor(random() * ISLANDS);
  const jumps = (at: Cause | 'nothing', chance: number, daily: number) =>
    Array.from({ length: WEEKS }, (_, w) => {
      const usual = daily * normal() + (random() < chance ? 0.8 * sizeOf() : 0);
      return w === last ? (at === cause ? sizeOf() : daily * normal()) : usual;
    });
  const nation = jumps('nation', 0.04, 0.012);
  const islands = Array.from({ length: ISLANDS }, (_, i) =>
    jumps(i === struck ? 'island' : 'nothing', 0.03, 0.006),
  );
  const rain = Array.from({ length: REGIONS }, () =>
    Array.from({ length: WEEKS }, (_, w) => (w === last && cause === 'weather' ? 4 + random() : normal())),
  );
  const fuel = steps(random, cause === 'fuel', 10_000, 0.1, 0.3);
  const dollar = Array.from(
    { length: WEEKS },
    (_, w) => 0.008 * normal() + (w % 40 === 7 ? 0.06 * normal() : 0),
  );
  if (cause === 'currency') dollar[last] = 0.22 + 0.1 * random();
  const distance = (region: number) => 0.2 + (1.8 * (region % ISLANDS)) / ISLANDS;
  const events = enteredEvents(random, cause, days, struck);
  const dollarLevel = accumulate(dollar, Math.log(14_500));
  const world: World = {
    feasts: LEBARAN.flatMap((day) => [
      { name: 'idul-fitri', day },
      { name: 'ramadan-start', day: day - 30 },
    ]),
    fuelPrice: (day) => fuel[weekOf(day, end)] ?? Number.NaN,
    usdRate: (day) => Math.exp(dollarLevel[weekOf(day, end)] ?? Number.NaN),
    weather: (region, day) => rain[region]?.[weekOf(day, end)] ?? Number.NaN,
    distance,
    events,
  };
  const forces: Forces = { nation, islands, dollar, rain, fuel, distance, events, days };
  const truth: Record<Factor, number>[] = [];
  const logs = places.map(({ regionId }, m) => {
    const chosen = m < REGIONS && m % 5 === 0;
    const own = new Float64Array(WEEKS);
    let level = Math.log(30_000) + 0.1 * normal();
    let apart = 0;
    own[0] = level;
    const innovation = (w: number) => {
      const noise = 0.009 * normal() + (random() < 0.01 ? 0.7 * sizeOf() : 0);
      if (w === last - 1 && cause === 'reversion' && chosen) return noise + 0.32 + 0.1 * random();
      if (w < last) return noise;
      return cause === 'alone' && chosen ? sizeOf() : 0.009 * normal();
    };
    for (let w = 1; w < WEEKS; w++) {
      const back = -0.4 * apart;
      const alone = innovation(w);
      const parts = sharedParts(forces, regionId, w);
      parts[back < 0 ? 'oversupply' : 'unexplained'] += back;
      parts.unexplained += alone;
      apart += back + alone;
      level += FACTORS.reduce((sum, f) => sum + parts[f], 0);
      own[w] = Math.log(Math.round(Math.exp(level) / 100) * 100);
      if (w === last) truth[m] = parts;
    }
    return own;
  });
  return { places, logs, days, world, truth };
}

function enteredEvents(
  random: () => number,
  cause: Cause,
  days: readonly number[],
  struck: number,
): EnteredEvent[] {
  const events: EnteredEvent[] = [];
  const end = days.at(-1) as number;
  for (const [name, [kind]] of Object.entries(EVENTS)) {
    for (let k = 0; k < 24; k++) {
      const from = (days[0] as number) + Math.floor(random() * 7 * (WEEKS - 6));
      const regionId = Math.floor(random() * REGIONS);
      events.push({ cause: kind, regionId, from, to: from + 6 + Math.floor(14 * random()) });
    }
    for (let r = struck; name === cause && r < REGIONS; r += 5)
      events.push({ cause: kind, regionId: r, from: end - 5, to: end + 9 });
  }
  return events;
}

/** What moves more than one market, week by week. */
interface Forces {
  readonly nation: readonly number[];
  readonly islands: readonly (readonly number[])[];
  readonly dollar: readonly number[];
  readonly rain: readonly (readonly number[])[];
  readonly fuel: readonly number[];
  readonly distance: (region: number) => number;
  readonly events: readonly EnteredEvent[];
  readonly days: readonly number[];
}

function sharedParts(forces: Forces, region: number, w: number): Record<Factor, number> {
  const { nation, islands, dollar, rain, fuel, distance, events } = forces;
  const day = forces.days[w] as number;
  const parts = none();
  parts.national_demand += (nation[w] as number) + 0.6 * (dollar[w] as number);
  parts.distribution += islands[region % ISLANDS]?.[w] as number;
  parts.seasonal_harvest += 0.3 * (lebaran(day) - lebaran(day - 7));
  parts.weather += 0.035 * (rain[region]?.[w] as number);
  parts.logistics += 0.5 * distance(region) * Math.log((fuel[w] as number) / (fuel[w - 1] as number));
  for (const [kind, size] of Object.values(EVENTS))
    parts[EVENT_FACTOR[kind]] +=
      size * (felt(events, kind, region, day) - felt(events, kind, region, day - 7));
  return parts;
}

function none(): Record<Factor, number> {
  return Object.fromEntries(FACTORS.map((f) => [f, 0])) as Record<Factor, number>;
}

function steps(random: () => number, now: boolean, start: number, chance: number, size: number): number[] {
  let level = start;
  return Array.from({ length: WEEKS }, (_, w) => {
    if (w === WEEKS - 1 ? now : random() < chance)
      level *= 1 + (w === WEEKS - 1 ? size : (random() - 0.4) * size);
    return level;
  });
}

function accumulate(moves: readonly number[], start: number): number[] {
  let level = start;
  return moves.map((m) => {
    level += m;
    return level;
  });
}

function weekOf(day: number, end: number): number {
  return WEEKS - 1 - Math.ceil((end - day) / 7);
}

/** Another shape than the one that is fitted. */
function lebaran(day: number): number {
  return LEBARAN.reduce((sum, feast) => sum + Math.exp(-(((day - feast + 14) / 9) ** 2)), 0);
}

function felt(events: readonly EnteredEvent[], cause: EventCause, region: number, day: number): number {
  return events.reduce((sum, e) => {
    if (e.cause !== cause || e.regionId !== region || day < e.from) return sum;
    return sum + (day <= e.to ? 1 : Math.exp(-(day - e.to) / 10));
  }, 0);
}
