import { SmpError } from '@/lib/errors';
import { type Forecast, forecast } from '@/lib/forecast/forecast';
import type { Model } from '@/lib/forecast/models';
import { LEVELS } from '@/lib/forecast/quantiles';
import type { HistoryPoint } from '@/lib/live/board';
import type { ConfidenceAnswer, ForecastAnswer } from '@/lib/live/outlook';
import { dayToIso, isoToDay } from '@/lib/market/calendar';
import type { Catalog } from '@/lib/market/catalog';
import type { Commodity } from '@/lib/market/commodity';
import { readHistoryRows } from '@/lib/store/board/read-history';
import { publicationDay } from './board-facts';
import { type AreaInput, findArea } from './find-area';
import type { HistorySource } from './read-history';
import { unknownCommodity } from './read-map';
import { type Area, withToday } from './today-point';

export interface ForecastAsked extends AreaInput {
  readonly commodity: string;
  readonly horizon: number;
  readonly model: Model | 'auto';
}

const PAST_DAYS = 730;

/** The coming days of one commodity. @throws SmpError NOT_FOUND, also when there is no recent price to start from */
export async function readForecast(source: HistorySource, asked: ForecastAsked): Promise<ForecastAnswer> {
  const { commodity, area, origin, points, result } = await make(source, asked);
  return {
    commodity: commodity.code,
    unit: commodity.unit,
    area: area.name,
    origin,
    price: points.at(-1)?.price ?? 0,
    model: result.model,
    confidence: confidenceOf(result),
    simulated: points.some((p) => p.simulated),
    forecast_7d: result.days.map((d) => ({
      h: d.h,
      date: dayToIso(d.day),
      mean: Math.round(d.mean),
      quantiles: Object.fromEntries(LEVELS.map((level, i) => [level, Math.round(d.quantiles[i] ?? d.mean)])),
    })),
  };
}

/** How far the forecasts of one commodity can be trusted, by days ahead. @throws as `readForecast` */
export async function readConfidence(source: HistorySource, asked: ForecastAsked): Promise<ConfidenceAnswer> {
  const { commodity, area, origin, result } = await make(source, asked);
  return {
    commodity: commodity.code,
    area: area.name,
    origin,
    model: result.model,
    confidence: confidenceOf(result),
    horizons: result.skill.map((s) => ({
      h: s.h,
      past_forecasts: s.n,
      mean_error: s.error === null ? null : round(s.error),
      within_5_percent: s.within5 === null ? null : round(s.within5),
    })),
  };
}

interface Made {
  readonly commodity: Commodity;
  readonly area: Area;
  readonly origin: string;
  readonly points: readonly HistoryPoint[];
  readonly result: Forecast;
}

async function make(source: HistorySource, asked: ForecastAsked): Promise<Made> {
  const commodity = source.catalog().commodityByCode.get(asked.commodity);
  if (commodity === undefined) throw unknownCommodity(source, asked.commodity);
  const area = findArea(source, asked);
  const origin = publicationDay(source.clock);
  const points = await pastPoints(source, commodity, area, origin);
  const prices = points.map((p) => ({ day: isoToDay(p.t), price: p.price }));
  const { model } = asked;
  const horizon = openDays(source.catalog(), area, origin, asked.horizon);
  const result = forecast({
    prices,
    origin: isoToDay(origin),
    horizon,
    volatility: commodity.volatility,
    model,
  });
  if (result !== null) return { commodity, area, origin, points, result };
  const message = `There is no accepted price of ${commodity.code} in the last two weeks to forecast from.`;
  throw new SmpError('NOT_FOUND', message, {
    errors: [{ field: 'commodity', code: 'no_recent_price', message }],
  });
}

/** Days ahead on which there will be a price: a market has none from its closing on. @throws SmpError NOT_FOUND */
function openDays({ markets }: Catalog, area: Area, origin: string, horizon: number): number {
  const closedOn = area.level === 2 ? (markets.get(area.id)?.closedOn ?? null) : null;
  if (closedOn === null) return horizon;
  const left = Math.min(horizon, isoToDay(closedOn) - isoToDay(origin) - 1);
  if (left >= 1) return left;
  const message = `Market ${area.name} closes for good on ${closedOn}; there is no later price to forecast.`;
  throw new SmpError('NOT_FOUND', message, {
    errors: [{ field: 'market_id', code: 'market_closed', message }],
  });
}

async function pastPoints(
  source: HistorySource,
  commodity: Commodity,
  area: Area,
  origin: string,
): Promise<readonly HistoryPoint[]> {
  const range = { from: dayToIso(isoToDay(origin) - PAST_DAYS), to: origin };
  const rows = await readHistoryRows(source.pool, {
    level: area.level,
    areaId: area.id,
    commodityId: commodity.id,
    interval: 'day',
    ...range,
    limit: PAST_DAYS + 1,
  });
  const stored = rows.map(({ low, high, ...row }) => ({ ...row, min: low, max: high }));
  return withToday(source, commodity.id, area, range, stored);
}

function confidenceOf(result: Forecast): number | null {
  const last = result.skill.at(-1)?.within5 ?? null;
  return last === null ? null : round(last);
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
