import type { Column } from './fit-blocks';
import { medianWithout, type SortedValues, sortedOf } from './sorted-values';

/** What each figure that comes from other markets belongs to. */
export const SHARED_COLUMNS: readonly Column[] = [
  { block: 'nation', group: 'nation' },
  { block: 'nation', group: 'nation before' },
  { block: 'island', group: 'region' },
  { block: 'island', group: 'island' },
  { block: 'island', group: 'island before' },
  { block: 'island', group: 'producers before' },
];

/** What the price did alone in the weeks before, forgotten quickly and slowly. */
export const OWN_COLUMNS: readonly Column[] = [
  { block: 'reversion', group: 'own past' },
  { block: 'reversion', group: 'own past' },
];
const FORGET = [0.5, 0.95] as const;

/** Where a series belongs. */
export interface Whereabouts {
  readonly regionId: number;
  readonly island: string;
  /** The area whose known causes it has, where they are not those of its region. */
  readonly knownAs?: number;
}

/** Sums over the markets of one week, so that each market can be left out of its own peers. */
export interface Sums {
  sum: number;
  count: number;
}

/** Fewer other markets than this say nothing about the nation. */
const PEERS_NEEDED = 3;
/** Markets that a mean leans on besides those in it, so that a single neighbour is half believed. */
const HALF_TRUST = 1;
const CHEAPEST_SHARE = 0.25;

/**
 * What other markets did beyond the known causes.
 *
 * @param rests weekly moves less the known causes: `rests[series][week]`, `NaN` where none is known
 * @param logs log prices: `logs[series][week]`, to know where food is cheap
 */
export function createCoMovement(
  places: readonly Whereabouts[],
  rests: readonly Float64Array[],
  logs: readonly Float64Array[],
): (series: number, week: number) => readonly number[] {
  const weeks = logs[0]?.length ?? 0;
  const nation = sortedByWeek(rests, weeks);
  const regions = sums(rests, weeks, (s) => `${places[s]?.regionId}`);
  const islands = sums(rests, weeks, (s) => places[s]?.island ?? '');
  const producers = sums(rests, weeks, cheapest(logs));
  const islandOf = (s: number) => places[s]?.island ?? '';
  return (s, week) => {
    const own = rests[s] as Float64Array;
    const national = (w: number) => othersMedian(nation[w], own[w]);
    const beyond = (group: Sums | undefined, w: number) => beyondNation(group, own[w], national(w));
    const region = (w: number) => beyond(regions(`${places[s]?.regionId}`, w), w);
    const columns = [
      national(week),
      national(week - 1),
      region(week),
      beyond(islands(islandOf(s), week), week),
      beyond(islands(islandOf(s), week - 1), week - 1),
      beyond(producers('producers', week - 1), week - 1),
    ];
    return columns.map((v) => (Number.isFinite(v) ? v : 0));
  };
}

function sums(
  values: readonly Float64Array[],
  weeks: number,
  groupOf: (series: number) => string | null,
): (group: string, week: number) => Sums | undefined {
  const groups = new Map<string, Sums[]>();
  values.forEach((own, s) => {
    const group = groupOf(s);
    if (group === null) return;
    let byWeek = groups.get(group);
    if (byWeek === undefined) {
      byWeek = Array.from({ length: weeks }, () => ({ sum: 0, count: 0 }));
      groups.set(group, byWeek);
    }
    for (const [week, cell] of byWeek.entries()) {
      const value = own[week] as number;
      if (Number.isNaN(value)) continue;
      cell.sum += value;
      cell.count++;
    }
  });
  return (group, week) => groups.get(group)?.[week];
}

function sortedByWeek(values: readonly Float64Array[], weeks: number): readonly SortedValues[] {
  return Array.from({ length: weeks }, (_, week) =>
    sortedOf(values.flatMap((own) => (Number.isNaN(own[week] as number) ? [] : [own[week] as number]))),
  );
}

/** Half of the nation moved at least so far; one island's trouble does not move it as it would a mean. */
export function othersMedian(sorted: SortedValues | undefined, own: number | undefined): number {
  return sorted === undefined ? Number.NaN : medianWithout(sorted, own ?? Number.NaN, PEERS_NEEDED);
}

/** What a group's other markets did beyond the nation. */
export function beyondNation(group: Sums | undefined, own: number | undefined, national: number): number {
  const counted = own !== undefined && !Number.isNaN(own);
  const count = (group?.count ?? 0) - (counted ? 1 : 0);
  if (group === undefined || count < 1) return Number.NaN;
  const mean = (group.sum - (counted ? own : 0)) / count;
  return (mean - (Number.isNaN(national) ? 0 : national)) * (count / (count + HALF_TRUST));
}

/** What is remembered, before each week, of moves that nothing shared explains: one row for each of `OWN_COLUMNS`. */
export function ownPast(alone: Float64Array): readonly Float64Array[] {
  return FORGET.map((keep) => {
    let held = 0;
    return alone.map((move) => {
      const before = held;
      held = keep * held + (Number.isNaN(move) ? 0 : move);
      return before;
    });
  });
}

/** Where food is cheapest it is grown: the quarter of the series with the lowest mean price leads. */
function cheapest(logs: readonly Float64Array[]): (series: number) => string | null {
  const means = logs.map((own) => {
    const known = own.filter((v) => !Number.isNaN(v));
    return known.length === 0 ? Number.POSITIVE_INFINITY : known.reduce((a, b) => a + b, 0) / known.length;
  });
  const limit = [...means].sort((a, b) => a - b)[Math.floor(means.length * CHEAPEST_SHARE)] ?? 0;
  return (s) => ((means[s] as number) <= limit ? 'producers' : null);
}
