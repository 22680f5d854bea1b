/**
 * Running log-likelihood ratio of "made up" against "as usual": a one-sided CUSUM (Page 1954). Honest days pull it
 * back to zero, and `since` is the day on which it last left zero.
 */
export interface Ratio {
  value: number;
  /** Day number; means nothing while `value` is 0. */
  since: number;
}

export function newRatio(): Ratio {
  return { value: 0, since: 0 };
}

/**
 * Takes in one more observation.
 *
 * @param guilty chance of a hit when it is made up, 0–1
 * @param usual chance of a hit otherwise, 0–1, below `guilty`
 * @param ceiling beyond this no more evidence is collected, so that an honest week clears a name again
 */
export function weigh(
  ratio: Ratio,
  day: number,
  hit: boolean,
  guilty: number,
  usual: number,
  ceiling: number,
): void {
  const gain = hit ? Math.log(guilty / usual) : Math.log((1 - guilty) / (1 - usual));
  if (ratio.value === 0) ratio.since = day;
  ratio.value = Math.max(0, Math.min(ceiling, ratio.value + gain));
}

/** A share that is learnt from hits and misses, beginning at a prior of some weight. */
export interface Share {
  hits: number;
  of: number;
}

/** Tries that are remembered; older ones fade. */
const MEMORY = 2_000;

export function newShare(prior: number, weight: number): Share {
  return { hits: prior * weight, of: weight };
}

export function note(share: Share, hit: boolean): void {
  share.hits += hit ? 1 : 0;
  share.of += 1;
  if (share.of < MEMORY) return;
  share.hits /= 2;
  share.of /= 2;
}

export const shareOf = (share: Share): number => share.hits / share.of;
