import type { DayPoint } from '@/lib/live/board';
import { isoToDay } from '@/lib/market/calendar';

export interface SparkDot {
  readonly x: number;
  readonly y: number;
  readonly score: number;
}

export interface Spark {
  /** SVG path; days without a price are gaps, not lines. */
  readonly path: string;
  readonly dots: readonly SparkDot[];
  readonly end: { readonly x: number; readonly y: number } | null;
  /** Height of the reference line; `null` when it lies too far off to be drawn truly. */
  readonly reference: number | null;
}

export const SPARK_WIDTH = 240;
export const SPARK_HEIGHT = 56;
const PAD = 5;
const DAYS = 30;
/** Impact from which a day earns a dot. */
const DOT_FROM = 60;
/** Even a still price keeps this share of itself as height, so that noise does not look like drama. */
const LEAST_SPAN = 0.02;

/** Points of the last 30 days, oldest first, into a line of `SPARK_WIDTH` by `SPARK_HEIGHT`. */
export function prepareSpark(points: readonly DayPoint[], reference: number | null): Spark {
  const last = points.at(-1);
  if (last === undefined) return { path: '', dots: [], end: null, reference: null };
  const prices = points.map((p) => p.price);
  const middle = (Math.min(...prices) + Math.max(...prices)) / 2;
  const span = Math.max(Math.max(...prices) - Math.min(...prices), middle * LEAST_SPAN);
  const near = reference !== null && Math.abs(reference - middle) < span * 1.2;
  const low = Math.min(middle - span / 2, near ? reference : Number.POSITIVE_INFINITY);
  const high = Math.max(middle + span / 2, near ? reference : Number.NEGATIVE_INFINITY);
  const end = isoToDay(last.day);
  const x = (day: string) =>
    round(PAD + ((isoToDay(day) - end + DAYS - 1) / (DAYS - 1)) * (SPARK_WIDTH - 2 * PAD));
  const y = (price: number) =>
    round(SPARK_HEIGHT - PAD - ((price - low) / (high - low)) * (SPARK_HEIGHT - 2 * PAD));
  let path = '';
  let before: string | null = null;
  for (const p of points) {
    const joined = before !== null && isoToDay(p.day) - isoToDay(before) === 1;
    path += `${joined ? 'L' : 'M'}${x(p.day)} ${y(p.price)}${joined ? '' : 'h0'}`;
    before = p.day;
  }
  return {
    path,
    dots: points
      .filter((p) => p.impact_score !== null && p.impact_score >= DOT_FROM)
      .map((p) => ({ x: x(p.day), y: y(p.price), score: p.impact_score ?? 0 })),
    end: { x: x(last.day), y: y(last.price) },
    reference: near ? y(reference) : null,
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
