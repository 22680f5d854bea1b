import { isoToDay } from '@/lib/market/calendar';
import type { Feast } from './domain-figures';
import { leastSquares } from './least-squares';

/** Yearly swing of log prices: `cos · cos(2πt) + sin · sin(2πt)`, `t` in years from 1 January. */
export interface YearlySwing {
  readonly cos: number;
  readonly sin: number;
}

const YEAR_DAYS = 365.2425;
const EPOCH_YEAR = isoToDay('2026-01-01');

/** Log price against the yearly mean on `day`. */
export function swingOn(swing: YearlySwing, day: number): number {
  const angle = (2 * Math.PI * (day - EPOCH_YEAR)) / YEAR_DAYS;
  return swing.cos * Math.cos(angle) + swing.sin * Math.sin(angle);
}

/** Years from 1 January 2026, the date of the catalogue's typical prices. */
export function yearsFromReference(day: number): number {
  return (day - EPOCH_YEAR) / YEAR_DAYS;
}

/**
 * Least-squares yearly swing of monthly log prices (the first of them in January), beside a straight trend.
 * Months without a figure are `NaN`, and so are their residuals.
 */
export function fitSwing(logs: readonly number[]): { swing: YearlySwing; residuals: number[] } {
  const rows = logs.map((_, t) => {
    const angle = (2 * Math.PI * (t + 0.5)) / 12;
    return [1, t / 12, Math.cos(angle), Math.sin(angle)];
  });
  const beta = leastSquares(
    rows.filter((_, t) => Number.isFinite(logs[t])),
    logs.filter(Number.isFinite),
  );
  return {
    swing: { cos: beta[2] ?? 0, sin: beta[3] ?? 0 },
    residuals: logs.map((y, t) => y - (rows[t] ?? []).reduce((sum, x, i) => sum + x * (beta[i] ?? 0), 0)),
  };
}

/**
 * How much of the festive demand is felt on `day`, 0–1: before Idul Fitri it rises from day −23, peaks at
 * −19 and is gone at +15; Idul Adha counts a third, over a shorter time.
 */
export function festiveDemand(feasts: readonly Feast[], day: number): number {
  let most = 0;
  for (const feast of feasts) {
    const from = day - feast.day;
    if (feast.name === 'idul-fitri') most = Math.max(most, bump(from, -24, -19, 15));
    if (feast.name === 'idul-adha') most = Math.max(most, bump(from, -12, -4, 6) / 3);
  }
  return most;
}

/** 0 at `start`, 1 at `peak`, 0 at `end`, straight between. */
function bump(x: number, start: number, peak: number, end: number): number {
  if (x <= start || x >= end) return 0;
  return x < peak ? (x - start) / (peak - start) : (end - x) / (end - peak);
}
