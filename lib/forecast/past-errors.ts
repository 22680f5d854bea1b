import { forecastLog, type Model } from './models';

/** Past errors of one model, by horizon. */
export interface PastErrors {
  /** `byHorizon[h − 1]`: actual minus forecast log price of every past origin, ascending. */
  readonly byHorizon: readonly Float64Array[];
}

/** First origin at which a model is tried: it needs some past of its own. */
const WARM_UP_DAYS = 14;

/**
 * Lets a model forecast from every past day and notes how far off it was (rolling origin). Only values up to the
 * end of `logs` are used, so the errors are those that were known on that day.
 */
export function pastErrors(model: Model, logs: Float64Array, horizon: number): PastErrors {
  const byHorizon: Float64Array[] = [];
  for (let h = 1; h <= horizon; h++) {
    const first = Math.min(WARM_UP_DAYS, logs.length);
    const errors = new Float64Array(Math.max(0, logs.length - h - first));
    for (let i = 0; i < errors.length; i++) {
      errors[i] = (logs[first + i + h] as number) - forecastLog(model, logs, first + i, h);
    }
    byHorizon.push(errors.sort());
  }
  return { byHorizon };
}

/** Mean absolute error, in log points; `null` without any. */
export function meanAbsolute(errors: Float64Array): number | null {
  if (errors.length === 0) return null;
  let sum = 0;
  for (const e of errors) sum += Math.abs(e);
  return sum / errors.length;
}
