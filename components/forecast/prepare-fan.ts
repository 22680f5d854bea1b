import type { DayPoint } from '@/lib/live/board';
import type { ForecastPoint } from '@/lib/live/outlook';
import { isoToDay } from '@/lib/market/calendar';

export const FAN_WIDTH = 480;
export const FAN_HEIGHT = 150;
const PAD = 10;
/** Even a still price keeps this share of itself as height. */
const LEAST_SPAN = 0.04;

export interface Fan {
  /** SVG path of what was seen; days without a price are gaps. */
  readonly past: string;
  /** SVG path of the middle of what may come, from the last price on. */
  readonly middle: string;
  /** Areas in which half and four fifths of such forecasts ended. */
  readonly half: string;
  readonly wide: string;
  readonly start: { readonly x: number; readonly y: number };
}

/** The last weeks and the coming days in one picture of `FAN_WIDTH` by `FAN_HEIGHT`. */
export function prepareFan(seen: readonly DayPoint[], coming: readonly ForecastPoint[]): Fan | null {
  const last = seen.at(-1);
  const [first] = seen;
  const end = coming.at(-1);
  if (last === undefined || first === undefined || end === undefined) return null;
  const level = (name: string) => coming.map((d) => d.quantiles[name] ?? d.mean);
  const values = [...seen.map((p) => p.price), ...level('0.1'), ...level('0.9')];
  const middle = (Math.min(...values) + Math.max(...values)) / 2;
  const span = Math.max(Math.max(...values) - Math.min(...values), middle * LEAST_SPAN);
  const from = isoToDay(first.day);
  const days = Math.max(1, isoToDay(end.date) - from);
  const x = (day: string) => round(PAD + ((isoToDay(day) - from) / days) * (FAN_WIDTH - 2 * PAD));
  const y = (price: number) => round(FAN_HEIGHT / 2 - ((price - middle) / span) * (FAN_HEIGHT - 2 * PAD));
  const start = { x: x(last.day), y: y(last.price) };
  const line = (prices: readonly number[]) =>
    coming.map((d, i) => `L${x(d.date)} ${y(prices[i] ?? d.mean)}`).join('');
  const area = (low: string, high: string) => {
    const back = coming.map((d) => `L${x(d.date)} ${y(d.quantiles[low] ?? d.mean)}`).reverse();
    return `M${start.x} ${start.y}${line(level(high))}${back.join('')}Z`;
  };
  return {
    past: pathOf(seen, x, y),
    middle: `M${start.x} ${start.y}${line(level('0.5'))}`,
    half: area('0.25', '0.75'),
    wide: area('0.1', '0.9'),
    start,
  };
}

function pathOf(seen: readonly DayPoint[], x: (day: string) => number, y: (price: number) => number): string {
  return seen
    .map((p, i) => {
      const before = seen[i - 1];
      const joined = before !== undefined && isoToDay(p.day) - isoToDay(before.day) === 1;
      return `${joined ? 'L' : 'M'}${x(p.day)} ${y(p.price)}${joined ? '' : 'h0'}`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
