/** Days kept per market and commodity. */
export const WINDOW_DAYS = 64;

/**
 * The last accepted price of each of the last 64 days that had one, oldest first. A market that reports
 * many times a day fills one place, so quiet minutes do not shrink the estimate of daily spread.
 */
export interface Series {
  size: number;
  days: Int32Array;
  prices: Float64Array;
  /** When the kept price of the day was observed, ms. */
  times: Float64Array;
}

/** What happened to the series: a new day, a newer price of a day it had, or nothing (an older price). */
export type Change = 'new-day' | 'same-day' | 'ignored';

export function createSeries(): Series {
  return { size: 0, days: new Int32Array(8), prices: new Float64Array(8), times: new Float64Array(8) };
}

/** Index of the newest kept day on or before `day`; -1 when there is none. */
export function indexOnOrBefore(series: Series, day: number): number {
  let i = series.size - 1;
  while (i >= 0 && at(series.days, i) > day) i--;
  return i;
}

/** The order in which prices of different times arrive does not change the outcome. */
export function insert(series: Series, day: number, price: number, time: number): Change {
  const i = indexOnOrBefore(series, day);
  if (i >= 0 && at(series.days, i) === day) {
    if (at(series.times, i) > time) return 'ignored';
    series.prices[i] = price;
    series.times[i] = time;
    return 'same-day';
  }
  if (series.size === WINDOW_DAYS) {
    if (i < 0) return 'ignored';
    remove(series, 0);
    return insert(series, day, price, time);
  }
  if (series.size === series.days.length) grow(series);
  series.days.copyWithin(i + 2, i + 1, series.size);
  series.prices.copyWithin(i + 2, i + 1, series.size);
  series.times.copyWithin(i + 2, i + 1, series.size);
  series.days[i + 1] = day;
  series.prices[i + 1] = price;
  series.times[i + 1] = time;
  series.size++;
  return 'new-day';
}

export function remove(series: Series, index: number): void {
  series.days.copyWithin(index, index + 1, series.size);
  series.prices.copyWithin(index, index + 1, series.size);
  series.times.copyWithin(index, index + 1, series.size);
  series.size--;
}

/** Element of a typed array that is known to be in range. */
export function at(values: Int32Array | Float64Array, index: number): number {
  return values[index] as number;
}

function grow(series: Series): void {
  const length = Math.min(WINDOW_DAYS, series.days.length * 2);
  const days = new Int32Array(length);
  const prices = new Float64Array(length);
  const times = new Float64Array(length);
  days.set(series.days);
  prices.set(series.prices);
  times.set(series.times);
  series.days = days;
  series.prices = prices;
  series.times = times;
}
