import type { HistoryPoint, ImpactDot, Interval, PriceHistory } from '@/lib/live/board';
import { dayToIso, localDay } from '@/lib/market/calendar';
import { timeOf, type ValueAxis, valueAxis } from './axis';
import { impactRadius, impactStep } from './impact-scale';

export interface ChartPoint {
  readonly x: number;
  readonly point: HistoryPoint;
  /** No neighbour to be joined with: drawn as a dot, or it would not be seen. */
  readonly alone: boolean;
  readonly dot: ChartDot | null;
}

export interface ChartDot {
  /** Height on the chart: the line's own value for a mean, the price itself for one market. */
  readonly y: number;
  readonly step: 1 | 2 | 3 | 4 | 5;
  readonly radius: number;
  /** The weightiest price of that moment, and how many others were weighed. */
  readonly impact: ImpactDot;
  readonly others: number;
}

export interface PreparedChart {
  readonly points: readonly ChartPoint[];
  /** What the line runs through; `null` breaks it where a value is missing. */
  readonly line: readonly { readonly x: number; readonly y: number | null }[];
  readonly axis: ValueAxis;
  readonly from: number;
  readonly to: number;
  readonly simulated: boolean;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Longest distance between two points that are still neighbours. */
const REACH: Readonly<Record<Interval, number>> = {
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 31 * DAY_MS,
};

/** Decides what the price chart shows; `reference` is a price that should be in sight, Rp. */
export function preparePriceChart(history: PriceHistory, reference: number | null): PreparedChart | null {
  const first = history.points[0];
  const last = history.points.at(-1);
  if (first === undefined || last === undefined) return null;
  const reach = REACH[history.interval];
  const dots = dotsByPoint(history);
  const xs = history.points.map((p) => timeOf(p.t));
  const near = (i: number, j: number) => Math.abs((xs[i] ?? Number.NaN) - (xs[j] ?? Number.NaN)) <= reach;
  const points = history.points.map((point, i) => ({
    x: xs[i] ?? 0,
    point,
    alone: !near(i, i - 1) && !near(i, i + 1),
    dot: dots.get(point.t) ?? null,
  }));
  const line = points.flatMap((p, i) => {
    const here = { x: p.x, y: p.point.price };
    return i > 0 && !near(i, i - 1) ? [{ x: p.x - reach / 2, y: null }, here] : [here];
  });
  const values = points.flatMap((p) => (p.dot ? [p.point.price, p.dot.y] : [p.point.price]));
  const low = Math.min(...values);
  const high = Math.max(...values);
  const sight = reference !== null && inSight(reference, low, high) ? [reference] : [];
  return {
    points,
    line,
    axis: valueAxis(Math.min(low, ...sight), Math.max(high, ...sight)),
    from: timeOf(first.t),
    to: timeOf(last.t),
    simulated: history.points.some((p) => p.simulated),
  };
}

/** A reference far from every price would flatten the line that people came for. */
function inSight(reference: number, low: number, high: number): boolean {
  const room = Math.max(high - low, high * 0.1);
  return reference > low - room && reference < high + room;
}

/** Quarantined prices never stand on the line. */
function dotsByPoint(history: PriceHistory): ReadonlyMap<string, ChartDot> {
  const prices = new Map(history.points.map((p) => [p.t, p.price]));
  const groups = new Map<string, ImpactDot[]>();
  for (const impact of history.impacts) {
    const t = bucketOf(impact.t, history);
    if (impact.lane !== 'quarantined' && prices.has(t)) groups.set(t, [...(groups.get(t) ?? []), impact]);
  }
  const dots = new Map<string, ChartDot>();
  for (const [t, group] of groups) {
    const top = group.reduce((a, b) => (b.impact_score > a.impact_score ? b : a));
    const y = history.level === 'market' ? top.price : (prices.get(t) ?? top.price);
    dots.set(t, {
      y,
      step: impactStep(top.impact_score),
      radius: impactRadius(top.impact_score),
      impact: top,
      others: group.length - 1,
    });
  }
  return dots;
}

/** The history point that a moment belongs to. Days are those of the place; weeks start on Monday. */
export function bucketOf(
  time: string,
  { interval, time_zone }: Pick<PriceHistory, 'interval' | 'time_zone'>,
): string {
  const ms = Date.parse(time);
  if (interval === 'hour') return new Date(Math.floor(ms / HOUR_MS) * HOUR_MS).toISOString();
  const day = localDay(ms, time_zone);
  if (interval === 'day') return dayToIso(day);
  if (interval === 'week') return dayToIso(day - ((((day + 3) % 7) + 7) % 7));
  return `${dayToIso(day).slice(0, 7)}-01`;
}
