import { BLOCKS, type Block } from '@/lib/market/block';
import { FACTORS } from '@/lib/market/factor';
import { attribute, COLUMNS, type Explained, explainWeeks, type WeeksExplained } from './explain-weeks';
import type { BlockModel } from './fit-blocks';
import { addWeek, createPastWeeks, type PastWeeks } from './household';
import { type EnteredEvent, KNOWN_COLUMNS, knownCauses, type World } from './known-causes';
import { nameOf } from './publish';
import { DAYS_AFTER, DAYS_BEFORE, type WeekModel } from './week-model';
import { type WorldTables, worldOf } from './world-tables';

/** One commodity with all its markets, as plain data that can be sent to where it is fitted. */
export interface WeekTask {
  /** Day number of today; prices are known until a week before. */
  readonly day: number;
  readonly series: readonly WeekSeries[];
  readonly tables: WorldTables;
  /** Those that may move this commodity. */
  readonly events: readonly PlacedEvent[];
}

export interface WeekSeries {
  readonly market: number;
  readonly region: number;
  readonly island: string;
  /** Rp at the end of each week, oldest first, `null` where not known; the last week ends seven days before `day`. */
  readonly prices: readonly (number | null)[];
}

export type PlacedEvent = EnteredEvent & { readonly market: number | null };

/** The nation's weeks that are kept: two years. */
const NATION_WEEKS = 104;
/** Weeks with prices that a fit needs. */
const LEAST_WEEKS = 17;

/** @returns `null` where too little is known to learn from */
export function fitWeekModel({ tables, ...task }: WeekTask): WeekModel | null {
  const { world, inflation } = worldOf(tables, []);
  return fitWeeks(task, world, inflation);
}

/**
 * The same with the world as figures.
 *
 * @param inflation log by which all prices rose in the week that ends on a day
 */
export function fitWeeks(
  { day, series, events }: Omit<WeekTask, 'tables'>,
  world: World,
  inflation: (day: number) => number,
): WeekModel | null {
  const weeks = 1 + Math.max(0, ...series.map((s) => s.prices.length));
  const logs = series.map(({ prices }) =>
    Float64Array.from({ length: weeks }, (_, w) => {
      const price = prices[w - (weeks - 1 - prices.length)];
      return price == null ? Number.NaN : Math.log(price);
    }),
  );
  const first = logs.reduce((least, own) => Math.min(least, firstKnown(own)), weeks);
  if (weeks - 1 - first < LEAST_WEEKS) return null;
  const areas = areasOf(series, world, events);
  const areaOf = (s: WeekSeries) => (areas.has(-s.market) ? -s.market : s.region);
  const explained = explainWeeks({
    places: series.map((s) => ({ regionId: s.region, island: s.island, knownAs: areaOf(s) })),
    logs,
    known: (area, week) => knownIn(areas, area, day - 7 * (weeks - 1 - week)),
  });
  const { model } = explained;
  const around = Array.from({ length: DAYS_BEFORE + 1 + DAYS_AFTER }, (_, i) => day - DAYS_BEFORE + i);
  const past = pastWeeks(series, logs, (week) => inflation(day - 7 * (weeks - 1 - week)));
  const islands = new Map(series.map((s) => [s.region, s.island]));
  const used = new Set(series.map(areaOf));
  return {
    day,
    weeks: weeks - 1 - first,
    proven: [...model.proven],
    skill: Object.fromEntries(BLOCKS.flatMap((b) => skillOf(model, b))),
    now: {
      nation: betaOf(model, 'nation'),
      region: betaOf(model, 'region'),
      island: betaOf(model, 'island'),
    },
    beta: [...model.beta].map(rounded),
    inflation: around.map((d) => rounded(inflation(d))),
    regions: [...islands].map(([id, island]) => ({ id, island, past: countsOf(past.get(id)) })),
    areas: [...used].map((id) => ({
      id,
      known: around.map((d) => knownParts(explained, knownIn(areas, id, d))),
    })),
    nation: Array.from({ length: Math.min(NATION_WEEKS, weeks - 2 - first) }, (_, k) => {
      const week = weeks - 2 - k;
      return { day: day - 7 * (weeks - 1 - week), parts: nationParts(explained, series.length, week) };
    }),
    series: series.flatMap((s, i) => {
      const base = s.prices.at(-1);
      if (base == null) return [];
      const before = partsBy(model, beforeOnly(explained.figures[i] as Float64Array));
      return [{ market: s.market, region: s.region, area: areaOf(s), base: Math.round(base), before }];
    }),
  };
}

interface Area {
  readonly region: number;
  readonly world: World;
}

/** Regions by their number, and markets that had events of their own by theirs below zero. */
function areasOf(
  series: readonly WeekSeries[],
  world: World,
  events: readonly PlacedEvent[],
): ReadonlyMap<number, Area> {
  const shared = events.filter((e) => e.market === null);
  const own = new Set(events.map((e) => e.market));
  const areas = new Map<number, Area>();
  for (const { market, region } of series) {
    areas.set(region, { region, world: { ...world, events: shared } });
    if (!own.has(market)) continue;
    const felt = events.filter((e) => e.market === null || e.market === market);
    areas.set(-market, { region, world: { ...world, events: felt } });
  }
  return areas;
}

function knownIn(areas: ReadonlyMap<number, Area>, id: number, day: number): readonly number[] {
  const area = areas.get(id);
  return area === undefined ? KNOWN_COLUMNS.map(() => 0) : knownCauses(area.world, area.region, day);
}

function knownParts(explained: WeeksExplained, known: readonly number[]) {
  const usual = known.reduce((sum, v, i) => sum + v * (explained.knownBeta[i] as number), 0);
  const figures = new Float64Array(COLUMNS.length);
  figures.set(known);
  return { usual: rounded(usual), parts: partsBy(explained.model, figures) };
}

/** Only what the weeks before tell: the rest of these figures belongs to the day. */
function beforeOnly(figures: Float64Array): Float64Array {
  return figures.map((v, c) => {
    const { block, group } = COLUMNS[c] as (typeof COLUMNS)[number];
    const lagged = (block === 'nation' || block === 'island') && group.endsWith(' before');
    return lagged || block === 'reversion' ? v : 0;
  });
}

function partsBy(model: BlockModel, figures: Float64Array): number[] {
  return namedParts(model, { ...attribute(model, figures, 0), rest: 0 }).map(rounded);
}

/** Parts by published name, with what is left under `unexplained`. */
function namedParts(model: BlockModel, explained: Explained): number[] {
  const sums = FACTORS.map((f) => (f === 'unexplained' ? explained.rest : 0));
  for (const [block, part] of explained.parts) {
    const at = FACTORS.indexOf(nameOf(model, block, part, explained));
    sums[at] = (sums[at] as number) + part;
  }
  return sums;
}

function nationParts({ model, at }: WeeksExplained, series: number, week: number): number[] {
  const sums = FACTORS.map(() => 0);
  let count = 0;
  for (let s = 0; s < series; s++) {
    const explained = at(s, week);
    if (explained === null) continue;
    count++;
    for (const [f, part] of namedParts(model, explained).entries()) sums[f] = (sums[f] as number) + part;
  }
  return sums.map((sum) => Math.round((1e4 * sum) / Math.max(1, count)) / 1e4);
}

function betaOf(model: BlockModel, group: string): number {
  return rounded(model.beta[COLUMNS.findIndex((c) => c.group === group)] ?? 0);
}

function skillOf(model: BlockModel, block: Block): readonly (readonly [Block, number])[] {
  const skill = model.skill.get(block);
  return skill === undefined ? [] : [[block, rounded(skill)]];
}

function pastWeeks(
  series: readonly WeekSeries[],
  logs: readonly Float64Array[],
  inflation: (week: number) => number,
): ReadonlyMap<number, PastWeeks> {
  const past = new Map<number, PastWeeks>();
  series.forEach(({ region }, i) => {
    const own = logs[i] as Float64Array;
    const weeks = past.get(region) ?? createPastWeeks();
    past.set(region, weeks);
    for (let w = 1; w < own.length; w++) {
      const move = (own[w] as number) - (own[w - 1] as number);
      if (!Number.isNaN(move)) addWeek(weeks, move - inflation(w));
    }
  });
  return past;
}

function countsOf(past: PastWeeks | undefined): number[] {
  const counts = [...(past?.moves.counts ?? [])];
  while (counts.at(-1) === 0) counts.pop();
  return counts;
}

function firstKnown(own: Float64Array): number {
  const at = own.findIndex((v) => !Number.isNaN(v));
  return at < 0 ? own.length : at;
}

/** Six digits after the point of a log are a thousandth of a per mille. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
