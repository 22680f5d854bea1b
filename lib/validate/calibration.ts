import type { VolatilityClass } from '@/lib/market/commodity';

/**
 * Adaptive conformal control of the fences (Gibbs and Candès 2021), for each volatility class and staleness.
 * An accepted price (at once or after a second look) that lies beyond the reference widens the fences of its
 * cell by one step; every other narrows them a little, so that in the long run the share beyond is `SHARE`.
 */
export interface Calibration {
  /** Factors on the deviation, 1–2, by class and staleness. */
  readonly factors: Float64Array;
}

/** Accepted prices that may lie beyond the reference in the long run. */
const SHARE = 0.002;
const STEP = 0.02;
const WIDEST = 2;

const CLASS_INDEX: Readonly<Record<VolatilityClass, number>> = { low: 0, medium: 1, high: 2 };
/** Yesterday's price, one of this week, an older one. */
const STALENESS = 3;

export function createCalibration(): Calibration {
  return { factors: new Float64Array(3 * STALENESS).fill(1) };
}

export function factorOf(calibration: Calibration, volatility: VolatilityClass, days: number): number {
  return calibration.factors[cell(volatility, days)] as number;
}

/** Takes note of an accepted price: did it lie beyond the reference? */
export function calibrate(
  calibration: Calibration,
  volatility: VolatilityClass,
  days: number,
  beyond: boolean,
): void {
  const i = cell(volatility, days);
  const factor = (calibration.factors[i] as number) * Math.exp(STEP * ((beyond ? 1 : 0) - SHARE));
  calibration.factors[i] = Math.max(1, Math.min(WIDEST, factor));
}

function cell(volatility: VolatilityClass, days: number): number {
  return CLASS_INDEX[volatility] * STALENESS + (days <= 1 ? 0 : days <= 7 ? 1 : 2);
}
