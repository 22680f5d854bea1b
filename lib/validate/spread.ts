import type { Series } from './series';

/** Robust figures of a series' own daily log changes. */
export interface Spread {
  /** Number of changes looked at. */
  readonly count: number;
  readonly median: number;
  /** 1.4826 × the median absolute deviation, the standard deviation of a normal sample; no floor yet. */
  readonly deviation: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
}

const NONE: Spread = { count: 0, median: 0, deviation: 0, lowerQuartile: 0, upperQuartile: 0 };

/** A gap of several days counts as one change, scaled down by the square root of its length. */
export function spreadOf(series: Series): Spread {
  const count = series.size - 1;
  if (count < 1) return NONE;
  const changes = new Float64Array(count);
  let before = Math.log(series.prices[0] as number);
  for (let i = 1; i <= count; i++) {
    const now = Math.log(series.prices[i] as number);
    const days = (series.days[i] as number) - (series.days[i - 1] as number);
    changes[i - 1] = (now - before) / Math.sqrt(days);
    before = now;
  }
  sort(changes);
  const median = quantile(changes, 0.5);
  return {
    count,
    median,
    deviation: 1.4826 * medianDistance(changes, median),
    lowerQuartile: quantile(changes, 0.25),
    upperQuartile: quantile(changes, 0.75),
  };
}

/** Insertion sort: at this size faster than the general one, which leaves the engine's compiled code. */
function sort(values: Float64Array): void {
  for (let i = 1; i < values.length; i++) {
    const value = values[i] as number;
    let j = i - 1;
    while (j >= 0 && (values[j] as number) > value) {
      values[j + 1] = values[j] as number;
      j--;
    }
    values[j + 1] = value;
  }
}

/** Median distance from the centre of sorted values, by walking outwards from it. */
function medianDistance(sorted: Float64Array, centre: number): number {
  let right = 0;
  while (right < sorted.length && (sorted[right] as number) < centre) right++;
  let left = right - 1;
  let before = 0;
  let distance = 0;
  for (let taken = 0; taken <= sorted.length >> 1; taken++) {
    const down = left >= 0 ? centre - (sorted[left] as number) : Number.POSITIVE_INFINITY;
    const up = right < sorted.length ? (sorted[right] as number) - centre : Number.POSITIVE_INFINITY;
    before = distance;
    distance = Math.min(down, up);
    if (down < up) left--;
    else right++;
  }
  return sorted.length % 2 === 1 ? distance : (before + distance) / 2;
}

/** Linear interpolation between order statistics (type 7). `sorted` holds at least one value. */
export function quantile(sorted: Float64Array, p: number): number {
  const position = (sorted.length - 1) * p;
  const low = Math.floor(position);
  const high = Math.min(low + 1, sorted.length - 1);
  return (sorted[low] as number) + (position - low) * ((sorted[high] as number) - (sorted[low] as number));
}
