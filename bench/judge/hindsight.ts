import type { PriceReport } from '@/lib/validate/report';
import { median } from './panel';

/** One honest price as hindsight sees it. */
export interface Point {
  readonly series: number;
  readonly day: number;
  /** Log distance from what its own past and all peers of the whole day imply. */
  readonly off: number;
  /** The same before its own past is taken into account. */
  readonly raw: number;
  /** Its market's spread around that day, past and future, times the spread of the day over all markets. */
  readonly scale: number;
}

const AROUND_DAYS = 20;
const LEAST_SCALE = 0.0015;
/** Markets of an island without which it says nothing. */
const FEWEST = 3;

interface Change {
  readonly series: number;
  readonly day: number;
  readonly island: string;
  readonly change: number;
  /** Off what the others did, before and after its own last surprise is taken into account. */
  raw: number;
  off: number;
}

/** Every price but the first of its series, with its noise known from both sides of its day. */
export function hindsight(reports: readonly PriceReport[]): Point[] {
  const changes = changesOf(reports);
  const days = groupBy(changes, (c) => c.day * 1000 + (c.series % 1000));
  for (const list of days.values()) expect(list);
  const series = groupBy(changes, (c) => c.series);
  for (const list of series.values()) takeBack(list);
  const scales = new Map<Change, number>();
  for (const list of series.values()) {
    for (const [i, c] of list.entries()) scales.set(c, spreadAround(list, i));
  }
  const unrest = new Map<number, number>();
  for (const [key, list] of days) {
    unrest.set(key, Math.max(0.5, median(list.map((c) => Math.abs(c.off) / (scales.get(c) ?? 1)))));
  }
  return changes.map((c) => ({
    series: c.series,
    day: c.day,
    off: c.off,
    raw: c.raw,
    scale: (scales.get(c) ?? 1) * Math.max(1, (unrest.get(c.day * 1000 + (c.series % 1000)) ?? 1) / USUAL),
  }));
}

/** Median of |off| over the spread on a usual day; the spread is a standard deviation's worth of it. */
const USUAL = 0.6745;

function changesOf(reports: readonly PriceReport[]): Change[] {
  const last = new Map<number, PriceReport>();
  const changes: Change[] = [];
  for (const r of reports) {
    const series = r.marketId * 1000 + r.commodityId;
    const before = last.get(series);
    last.set(series, r);
    if (before !== undefined && r.day > before.day) {
      changes.push({
        series,
        day: r.day,
        island: r.island,
        change: Math.log(r.price / before.price),
        raw: 0,
        off: 0,
      });
    }
  }
  return changes;
}

/** Off what the others did that day: the nation's median, and the island's beyond it by half. */
function expect(list: Change[]): void {
  const nation = median(list.map((c) => c.change));
  const islands = groupBy(list, (c) => c.island);
  for (const c of list) {
    const near = (islands.get(c.island) ?? []).filter((o) => o !== c).map((o) => o.change);
    const island = near.length < FEWEST ? 0 : (median(near) - nation) / 2;
    c.raw = c.change - nation - island;
    c.off = c.raw;
  }
}

/** What a market takes back of its last surprise, fitted on the whole series. */
function takeBack(list: Change[]): void {
  let cross = 0;
  let square = 0;
  const offs = list.map((c) => c.off);
  const most = 4 * median(offs.map(Math.abs)) + LEAST_SCALE;
  const bounded = offs.map((o) => Math.max(-most, Math.min(most, o)));
  for (let i = 1; i < offs.length; i++) {
    cross += (bounded[i] ?? 0) * (bounded[i - 1] ?? 0);
    square += (bounded[i - 1] ?? 0) ** 2;
  }
  const share = square === 0 ? 0 : cross / square;
  list.forEach((c, i) => {
    const before = i === 0 ? 0 : (offs[i - 1] ?? 0);
    // A surprise far out may be taken back whole, or not at all.
    const usual = (offs[i] ?? 0) - share * before;
    const whole = (offs[i] ?? 0) + before;
    c.off = Math.abs(before) > most && Math.abs(whole) < Math.abs(usual) ? whole : usual;
  });
}

function spreadAround(list: readonly Change[], i: number): number {
  const near: number[] = [];
  for (let k = Math.max(0, i - AROUND_DAYS); k <= Math.min(list.length - 1, i + AROUND_DAYS); k++) {
    const c = list[k];
    if (k !== i && c !== undefined) near.push(Math.abs(c.off));
  }
  return (
    0.5 * (1.4826 * median(near)) +
    0.5 * (near.reduce((a, b) => a + b, 0) / Math.max(1, near.length)) +
    LEAST_SCALE
  );
}

function groupBy<T, K>(list: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of list) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
