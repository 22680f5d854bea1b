import type { BaseUnit } from '@/lib/market/commodity';

/** Who speaks: `naive` says the last price, `drift` lets the last weeks go on, ever less. */
export type ForecastModel = 'naive' | 'drift';

/** `GET /api/forecast/{commodity}`; prices in Rp per unit. */
export interface ForecastAnswer {
  readonly commodity: string;
  readonly unit: BaseUnit;
  readonly area: string;
  /** Last day that was used, ISO date. */
  readonly origin: string;
  readonly price: number;
  readonly model: ForecastModel;
  /** Share of the model's past forecasts that came within 5 % of the price, at the farthest day; `null` without a past. */
  readonly confidence: number | null;
  readonly simulated: boolean;
  readonly forecast_7d: readonly ForecastPoint[];
}

export interface ForecastPoint {
  readonly h: number;
  readonly date: string;
  readonly mean: number;
  /** By level: `0.025` … `0.975`. */
  readonly quantiles: Readonly<Record<string, number>>;
}

/** `GET /api/forecast/confidence`. */
export interface ConfidenceAnswer {
  readonly commodity: string;
  readonly area: string;
  readonly origin: string;
  readonly model: ForecastModel;
  readonly confidence: number | null;
  readonly horizons: readonly {
    readonly h: number;
    readonly past_forecasts: number;
    readonly mean_error: number | null;
    readonly within_5_percent: number | null;
  }[];
}
