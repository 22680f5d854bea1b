/**
 * The models that may speak, each a forecast of the log price `h` days after the last value that it is shown.
 * Naive and drift are the benchmark methods of Hyndman & Athanasopoulos, Forecasting: Principles and Practice,
 * 3rd ed., section 5.2; the drift here is measured over the last weeks only and damped, since food prices return.
 */
export const MODELS = ['naive', 'drift'] as const;

export type Model = (typeof MODELS)[number];

/** Days over which the drift is measured. */
export const DRIFT_DAYS = 28;
/** Share of a day's drift that is left a day later. */
const DAMPING = 0.9;

/**
 * @param logs ln prices by day
 * @param end position of the last value that the model may see, at least 0
 * @param h days ahead, from 1
 * @returns ln price
 */
export function forecastLog(model: Model, logs: Float64Array, end: number, h: number): number {
  const now = logs[end] as number;
  if (model === 'naive') return now;
  const span = Math.min(DRIFT_DAYS, end);
  if (span === 0) return now;
  const slope = (now - (logs[end - span] as number)) / span;
  return now + slope * ((DAMPING * (1 - DAMPING ** h)) / (1 - DAMPING));
}
