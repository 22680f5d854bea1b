import { beyondNation, othersMedian, type Sums } from './co-movement';
import { createPastWeeks, type PastWeeks } from './household';
import { createSorted, insertValue, removeValue, type SortedValues } from './sorted-values';
import { DAYS_BEFORE, type WeekModel } from './week-model';

/** What the known causes of a day do in an area, and what they usually did when markets were compared. */
export interface KnownDay {
  readonly usual: number;
  /** In the order of `FACTORS`. */
  readonly parts: readonly number[];
}

/** One market of a commodity in this week. */
export interface LiveSeries {
  readonly base: number;
  readonly before: readonly number[];
  readonly known: readonly KnownDay[];
  readonly past: PastWeeks;
  readonly region: Sums;
  readonly island: Sums;
  /** This week's move beyond the known causes, as of the newest price; `NaN` while there is none. */
  rest: number;
}

/** A model at work: beside what was learnt, what the markets did this week so far. Owned and mutated by the caller. */
export interface LiveWeeks {
  /** Names the model in what is stored. */
  readonly name: string;
  readonly model: WeekModel;
  readonly series: ReadonlyMap<number, LiveSeries>;
  readonly nation: SortedValues;
}

/** A model before any price of its days. */
export function createLiveWeeks(name: string, model: WeekModel): LiveWeeks {
  const areas = new Map(model.areas.map((a) => [a.id, a.known]));
  const islands = new Map<string, Sums>();
  const regions = new Map(
    model.regions.map(({ id, island, past }) => {
      const shared = islands.get(island) ?? { sum: 0, count: 0 };
      islands.set(island, shared);
      return [id, { own: { sum: 0, count: 0 }, island: shared, past: pastOf(past) }] as const;
    }),
  );
  const series = model.series.flatMap((s): [number, LiveSeries][] => {
    const region = regions.get(s.region);
    const known = areas.get(s.area);
    if (region === undefined || known === undefined) return [];
    const { own, island, past } = region;
    const { base, before } = s;
    return [[s.market, { base, before, known, past, region: own, island, rest: Number.NaN }]];
  });
  return { name, model, series: new Map(series), nation: createSorted() };
}

/** Place of a day among those that a model knows; outside of them nothing is found there. */
export function dayAt(live: LiveWeeks, day: number): number {
  return day - live.model.day + DAYS_BEFORE;
}

/** Takes in the newest accepted price of a market, in place of the one before; `null`: it has none any more. */
export function tellWeek(live: LiveWeeks, marketId: number, price: number | null, day: number): void {
  const series = live.series.get(marketId);
  if (series === undefined) return;
  const known = price === null ? undefined : series.known[dayAt(live, day)];
  const rest =
    known === undefined || price === null ? Number.NaN : Math.log(price / series.base) - known.usual;
  if (!Number.isNaN(series.rest)) {
    removeValue(live.nation, series.rest);
    count(series, -series.rest, -1);
  }
  series.rest = rest;
  if (Number.isNaN(rest)) return;
  insertValue(live.nation, rest);
  count(series, rest, 1);
}

function count({ region, island }: LiveSeries, rest: number, times: 1 | -1): void {
  region.sum += rest;
  region.count += times;
  island.sum += rest;
  island.count += times;
}

/** What other markets did this week: [nation, region beyond it, island beyond it], 0 where nobody tells. */
export function othersNow(live: LiveWeeks, series: LiveSeries): readonly [number, number, number] {
  const national = othersMedian(live.nation, series.rest);
  return [
    kept(national),
    kept(beyondNation(series.region, series.rest, national)),
    kept(beyondNation(series.island, series.rest, national)),
  ];
}

/** Five digits after the point, since it is stored with every price. */
function kept(move: number): number {
  return Number.isNaN(move) ? 0 : Math.round(move * 1e5) / 1e5;
}

function pastOf(counts: readonly number[]): PastWeeks {
  const past = createPastWeeks();
  past.moves.counts.set(counts);
  past.moves.total = counts.reduce((a, b) => a + b, 0);
  return past;
}
