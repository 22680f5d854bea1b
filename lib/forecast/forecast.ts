import type { VolatilityClass } from '@/lib/market/commodity';
import { type DailySeries, type DayPrice, dailySeries } from './daily-series';
import { forecastLog, MODELS, type Model } from './models';
import { meanAbsolute, type PastErrors, pastErrors } from './past-errors';
import { errorQuantiles } from './quantiles';

/** The price of one coming day. */
export interface ForecastDay {
  /** Days after the origin, from 1. */
  readonly h: number;
  /** Day number since 1970-01-01. */
  readonly day: number;
  /** Rp, not rounded. */
  readonly mean: number;
  /** Rp at `LEVELS`, ascending. */
  readonly quantiles: readonly number[];
}

/** How the model did in the past, at one horizon. */
export interface PastSkill {
  readonly h: number;
  /** Past forecasts that it is measured on. */
  readonly n: number;
  /** Mean absolute error as a share of the price, 0.03 = 3 %; `null` without a past. */
  readonly error: number | null;
  /** Share of past forecasts that came within 5 % of the price; `null` without a past. */
  readonly within5: number | null;
}

export interface Forecast {
  /** The model that spoke. */
  readonly model: Model;
  readonly days: readonly ForecastDay[];
  readonly skill: readonly PastSkill[];
}

export interface ForecastAsked {
  /** Days ahead, 1 or more. */
  readonly horizon: number;
  readonly volatility: VolatilityClass;
  /** `auto` takes the model with the smaller past error over the whole horizon. */
  readonly model: Model | 'auto';
}

export interface ForecastInput extends ForecastAsked {
  readonly prices: readonly DayPrice[];
  /** Day number of the last day that may be used. */
  readonly origin: number;
}

/** Past that errors are measured over. */
export const KEEP_DAYS = 730;
const CLOSE = Math.log(1.05);

/**
 * Forecasts one series from what was known on the origin day.
 *
 * @returns `null` when the series has no price near the origin
 */
export function forecast(input: ForecastInput): Forecast | null {
  const series = dailySeries(input.prices, input.origin, KEEP_DAYS);
  return series === null ? null : forecastSeries(series, input);
}

/** Forecasts a series from its last day on. */
export function forecastSeries({ firstDay, logs }: DailySeries, asked: ForecastAsked): Forecast {
  const { horizon, volatility } = asked;
  const origin = firstDay + logs.length - 1;
  const tried = (asked.model === 'auto' ? MODELS : [asked.model]).map((model) => ({
    model,
    errors: pastErrors(model, logs, horizon),
  }));
  const { model, errors } = tried.reduce((best, next) =>
    total(next.errors) < total(best.errors) ? next : best,
  );
  const days = errors.byHorizon.map((past, i): ForecastDay => {
    const middle = forecastLog(model, logs, logs.length - 1, i + 1);
    const quantiles = errorQuantiles(past, i + 1, volatility).map((e) => Math.exp(middle + e));
    return { h: i + 1, day: origin + i + 1, mean: Math.exp(middle), quantiles };
  });
  return { model, days, skill: errors.byHorizon.map((past, i) => skill(past, i + 1)) };
}

function total(errors: PastErrors): number {
  return errors.byHorizon.reduce((sum, e) => sum + (meanAbsolute(e) ?? 0), 0);
}

function skill(errors: Float64Array, h: number): PastSkill {
  const error = meanAbsolute(errors);
  if (error === null) return { h, n: 0, error: null, within5: null };
  let close = 0;
  for (const e of errors) if (Math.abs(e) <= CLOSE) close += 1;
  return { h, n: errors.length, error, within5: close / errors.length };
}
