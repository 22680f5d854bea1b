import { dayToIso, isoToDay } from '@/lib/market/calendar';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const LINES_AT_MOST = 5;
const STEPS = [1, 2, 2.5, 5, 10, 20];

export interface ValueAxis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
}

/** A little room around the values, and at most five round lines in it; from zero only where zero is near. */
export function valueAxis(low: number, high: number): ValueAxis {
  const span = Math.max(high - low, high * 0.02, 1);
  const min = low < span ? 0 : low - span * 0.08;
  const max = high + span * 0.08;
  const power = 10 ** Math.floor(Math.log10((max - min) / LINES_AT_MOST));
  const multiples = (step: number) => Math.floor(max / step) - Math.ceil(min / step) + 1;
  const step = STEPS.map((m) => m * power).find((s) => multiples(s) <= LINES_AT_MOST) ?? 20 * power;
  const ticks = Array.from({ length: multiples(step) }, (_, i) => (Math.ceil(min / step) + i) * step);
  return { min, max, ticks };
}

export interface TimeTick {
  readonly x: number;
  readonly grain: 'hour' | 'day' | 'month';
}

const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120];
const DAY_STEPS = [1, 2, 5, 7, 14];
const HOUR_STEPS = [1, 3, 6, 12];

/** Marks at whole hours, days or months, at most `most` of them, between two times in ms. */
export function timeTicks(from: number, to: number, most: number): readonly TimeTick[] {
  const days = (to - from) / DAY_MS;
  if (days <= 2) {
    const step = (HOUR_STEPS.find((h) => (days * 24) / h <= most) ?? 12) * HOUR_MS;
    return every(from, to, step).map((x) => ({ x, grain: 'hour' }));
  }
  const dayStep = DAY_STEPS.find((d) => days / d <= most);
  if (dayStep !== undefined && days < 75) {
    return every(from, to, dayStep * DAY_MS).map((x) => ({ x, grain: 'day' }));
  }
  return months(from, to, MONTH_STEPS.find((m) => days / 30.4 / m <= most) ?? 120);
}

function every(from: number, to: number, step: number): readonly number[] {
  const marks: number[] = [];
  for (let x = Math.floor(to / step) * step; x >= from; x -= step) marks.unshift(x);
  return marks;
}

function months(from: number, to: number, step: number): readonly TimeTick[] {
  const start = new Date(from);
  const marks: TimeTick[] = [];
  for (let month = start.getUTCFullYear() * 12 + start.getUTCMonth(); ; month += 1) {
    const x = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (x > to) return marks;
    if (x >= from && month % step === 0) marks.push({ x, grain: 'month' });
  }
}

/** Place of a history point on the time axis, ms: dates stand at their own midnight. */
export function timeOf(t: string): number {
  return t.length === 10 ? isoToDay(t) * DAY_MS : Date.parse(t);
}

export function isoDateOf(x: number): string {
  return dayToIso(Math.floor(x / DAY_MS));
}
