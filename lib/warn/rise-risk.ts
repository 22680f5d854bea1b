import { CLASS_SPREAD, type VolatilityClass } from '@/lib/market/commodity';

/** Chances of the coming week, 0–1. */
export interface RiseRisk {
  /** That the highest price of the next seven days is a tenth or more above today's. */
  readonly up10: number;
  /** That it is above the 90th percentile of the past year's days. */
  readonly cross90: number;
}

const WEEK = 7;
const YEAR = 365;
const UP10 = Math.log(1.1);
/** Days over which the usual size of a day's move is taken. */
const CALM_DAYS = 28;
/** Past days that weigh as much as the class's usual moves. */
const PRIOR_DAYS = 5;
/** Age at which a past day counts half. */
const HALF_LIFE_DAYS = 365;
/** How alike the past must be: last week's move in usual moves of a week, and the log of the usual size. */
const WIDTH = { move: 1.5, size: 0.5 };

interface State {
  /** Log change of the last week, in usual moves of a week. */
  readonly move: number;
  /** ln of the mean size of a day's change. */
  readonly size: number;
}

/**
 * How likely a series is to rise in the coming week: the share of its past days after which it did, each weighing by
 * how alike it was to today (the last week's move and the restlessness of the last four) and by its age; mixed with
 * the usual moves of the commodity's class while the past is short. A kernel estimate of a conditional probability
 * (Nadaraya–Watson).
 *
 * @param logs ln price by day, the last one today's; not empty
 */
export function riseRisk(logs: Float64Array, volatility: VolatilityClass): RiseRisk {
  const today = logs.length - 1;
  const now = logs[today] as number;
  const spread = CLASS_SPREAD[volatility];
  const state = stateAt(logs, today, spread);
  const high = quantile90(logs.slice(Math.max(0, today + 1 - YEAR)));
  let weights = PRIOR_DAYS;
  let up10 = PRIOR_DAYS * usualChance(UP10, spread);
  let cross90 = PRIOR_DAYS * usualChance(high - now, spread);
  for (let day = WEEK; day + WEEK <= today; day++) {
    const weight = likeness(stateAt(logs, day, spread), state) * 0.5 ** ((today - day) / HALF_LIFE_DAYS);
    const rise = highestAfter(logs, day) - (logs[day] as number);
    weights += weight;
    if (rise >= UP10) up10 += weight;
    if (rise > high - now) cross90 += weight;
  }
  return { up10: up10 / weights, cross90: cross90 / weights };
}

function stateAt(logs: Float64Array, day: number, spread: number): State {
  const from = Math.max(1, day - CALM_DAYS + 1);
  let sum = 0;
  for (let i = from; i <= day; i++) sum += Math.abs((logs[i] as number) - (logs[i - 1] as number));
  // A quarter of the class's usual size keeps a price that never moved within sight of others.
  const size = sum / Math.max(1, day - from + 1) + spread / 4;
  const week = (logs[day] as number) - (logs[Math.max(0, day - WEEK)] as number);
  return { move: week / (size * Math.sqrt(WEEK)), size: Math.log(size) };
}

function likeness(a: State, b: State): number {
  const move = (a.move - b.move) / WIDTH.move;
  const size = (a.size - b.size) / WIDTH.size;
  return Math.exp(-(move * move + size * size) / 2);
}

function highestAfter(logs: Float64Array, day: number): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let h = 1; h <= WEEK; h++) highest = Math.max(highest, logs[day + h] as number);
  return highest;
}

/** That a random walk of a week with steps of this size gets above `rise` (reflection principle). */
function usualChance(rise: number, spread: number): number {
  const tail = upperTail(Math.abs(rise) / (spread * Math.sqrt(WEEK)));
  return rise > 0 ? 2 * tail : 1 - tail;
}

/** Of the standard normal distribution (Abramowitz & Stegun 26.2.17, error below 1e-7). */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series = [1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.31938153];
  const polynomial = series.reduce((sum, c) => t * (c + sum), 0);
  return (Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
}

function quantile90(values: Float64Array): number {
  const sorted = values.sort();
  const at = 0.9 * (sorted.length - 1);
  const low = Math.floor(at);
  const below = sorted[low] as number;
  return below + (at - low) * ((sorted[Math.min(low + 1, sorted.length - 1)] as number) - below);
}
