import type { Pool } from 'pg';
import type { LiveWeeks } from '@/lib/impact/live-weeks';
import { nationWhy } from '@/lib/impact/nation-why';
import type { HistoryPoint, ImpactDot, Interval, PriceHistory } from '@/lib/live/board';
import { dayToIso, isoToDay, localDay } from '@/lib/market/calendar';
import type { Commodity } from '@/lib/market/commodity';
import { readWeightiest, type UpdateRow } from '@/lib/store/board/read-updates';
import { basketToday } from './basket-today';
import type { BoardSource } from './board-source';
import type { DrawnOnce } from './drawn-once';
import { findArea } from './find-area';
import { historyPoints } from './history-points';
import { momentsOf } from './history-span';
import { shownChange, shownWeights } from './price-update';
import { unknownCommodity } from './read-map';
import type { RiverMemory } from './river-memory';
import type { Area } from './today-point';
import { weighDays } from './weigh-days';

export interface HistoryInput {
  readonly commodity: string;
  /** Market code or Kemendagri region number; neither is the nation. */
  readonly market_id?: string;
  readonly region?: number;
  readonly interval: Interval;
  /** ISO dates, which are days of the area, or ISO times; both included. */
  readonly from: string;
  readonly to: string;
  /** ISO time: the history as it was known then. */
  readonly as_of?: string;
  readonly limit: number;
}

export interface HistorySource extends BoardSource {
  readonly pool: Pool;
  readonly memory: Pick<RiverMemory, 'impact'>;
}

const LEVELS = ['nation', 'region', 'market'] as const;
const MAX_DOTS = 200;
/** A day's move below this score is no news and gets no dot. */
const DOT_FROM = 60;

/**
 * A history as it stands, read once for all who ask for it between two prices. What another process wrote is in it
 * within a second.
 *
 * @throws SmpError NOT_FOUND, INVALID
 */
export function historyNow(
  source: HistorySource & { readonly histories: DrawnOnce },
  input: HistoryInput,
): Promise<PriceHistory> {
  return source.histories(`history: ${JSON.stringify(input)}`, () => readHistory(source, input));
}

/** Mean prices of an area over time, with the weightiest moves. @throws SmpError NOT_FOUND, INVALID */
export async function readHistory(source: HistorySource, input: HistoryInput): Promise<PriceHistory> {
  const commodity = source.catalog().commodityByCode.get(input.commodity);
  if (commodity === undefined) throw unknownCommodity(source, input.commodity);
  const area = findArea(source, input);
  const { from, to, interval, limit, as_of: asOf } = input;
  const { points, next } = await historyPoints(source, {
    area,
    commodityId: commodity.id,
    interval,
    from,
    to,
    limit,
    asOf,
  });
  return {
    commodity: commodity.code,
    unit: commodity.unit,
    level: LEVELS[area.level],
    area: area.name,
    closed_on: area.level === 2 ? (source.catalog().markets.get(area.id)?.closedOn ?? null) : null,
    interval: input.interval,
    points,
    time_zone: area.timeZone,
    household: basketToday(source, commodity.id),
    impacts: await dots(source, commodity, area, input, points),
    next_cursor: next,
    seq: source.seq(),
  };
}

/** Single prices for a market; days of the mean for an area, and where a market has only imported days. */
async function dots(
  source: HistorySource,
  commodity: Commodity,
  area: Area,
  input: HistoryInput,
  points: readonly HistoryPoint[],
): Promise<readonly ImpactDot[]> {
  const last = points.at(-1);
  const [first] = points;
  if (first === undefined || last === undefined || input.as_of !== undefined) return [];
  const single =
    area.level === 2
      ? await readWeightiest(source.pool, {
          marketId: area.id,
          commodityId: commodity.id,
          ...momentsOf(input, area.timeZone),
          limit: MAX_DOTS,
        })
      : [];
  const market = area.level === 2 ? area.name : null;
  const singles = single.map((row) => toDot(row, area.name));
  if (input.interval !== 'day') return singles;
  const covered = new Set(singles.map((d) => dayToIso(localDay(Date.parse(d.t), area.timeZone))));
  const live = area.level === 0 ? source.memory.impact.weeks.get(commodity.id) : undefined;
  const days = dayDots(commodity, points, market, live).filter((d) => !covered.has(d.t));
  return [...singles, ...days].slice(0, MAX_DOTS);
}

/** @param live what was learnt of the commodity; of the nation it tells why */
function dayDots(
  commodity: Commodity,
  points: readonly HistoryPoint[],
  market: string | null,
  live: LiveWeeks | undefined,
): ImpactDot[] {
  const impacts = weighDays(
    commodity,
    points.map((p) => ({ day: p.t, price: p.price })),
    2 * MAX_DOTS,
  );
  const found: ImpactDot[] = [];
  points.forEach((p, i) => {
    const impact = impacts[i];
    if (impact == null || impact.impactScore < DOT_FROM) return;
    const why = live === undefined ? null : nationWhy(live, isoToDay(p.t));
    found.push({
      seq: null,
      t: p.t,
      market_id: market,
      price: p.price,
      lane: 'accepted',
      impact_score: impact.impactScore,
      dominant_factor: (why ?? impact).dominantFactor,
      factors_with_weights: shownWeights((why ?? impact).factorsWithWeights),
      price_change: shownChange(impact.priceChange),
    });
  });
  return found.sort((a, b) => b.impact_score - a.impact_score).slice(0, MAX_DOTS);
}

function toDot(row: UpdateRow, market: string): ImpactDot {
  return {
    seq: row.ledgerIndex,
    t: new Date(row.observedAt).toISOString(),
    market_id: market,
    price: row.price,
    lane: row.lane,
    impact_score: row.impactScore,
    dominant_factor: row.dominantFactor,
    factors_with_weights: shownWeights(row.factors),
    price_change: shownChange(row.priceChange),
  };
}
