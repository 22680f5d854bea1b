import { CLASS_SPREAD, type VolatilityClass } from '@/lib/market/commodity';

/** Quantiles that every forecast states. */
export const LEVELS = [0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975] as const;

/** Past errors that weigh as much as the class's usual spread. */
const PRIOR_ERRORS = 30;

/** Standard normal quantiles at `LEVELS`. */
const NORMAL = [-1.96, -1.645, -1.282, -0.674, 0, 0.674, 1.282, 1.645, 1.96] as const;

/**
 * Quantiles of the error `h` days ahead, in log points, at `LEVELS`: those of past errors, mixed with the usual
 * spread of the commodity's class while the past is short. Never crossing.
 *
 * @param errors past errors at this horizon, ascending
 */
export function errorQuantiles(
  errors: Float64Array,
  h: number,
  volatility: VolatilityClass,
): readonly number[] {
  const trust = errors.length / (errors.length + PRIOR_ERRORS);
  const spread = CLASS_SPREAD[volatility] * Math.sqrt(h);
  return LEVELS.map((level, i) => {
    const prior = (NORMAL[i] as number) * spread;
    return errors.length === 0 ? prior : trust * quantile(errors, level) + (1 - trust) * prior;
  });
}

/** Linear between order statistics (Hyndman & Fan's type 7). @param sorted ascending, not empty */
export function quantile(sorted: Float64Array, level: number): number {
  const at = (sorted.length - 1) * level;
  const low = Math.floor(at);
  const below = sorted[low] as number;
  const above = sorted[Math.min(low + 1, sorted.length - 1)] as number;
  return below + (at - low) * (above - below);
}
