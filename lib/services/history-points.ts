import type { Pool } from 'pg';
import type { HistoryPoint, Interval } from '@/lib/live/board';
import { dayToIso, isoToDay, localDay } from '@/lib/market/calendar';
import { isoTime } from '@/lib/market/iso-time';
import { type HistoryRow, readHistoryRows } from '@/lib/store/board/read-history';
import { readHistoryAsOf } from '@/lib/store/board/read-history-as-of';
import { readLiveAsOf } from '@/lib/store/board/read-live-as-of';
import type { BoardSource } from './board-source';
import { bucketOf, daysOf, momentsOf, type Span } from './history-span';
import { CARRY_DAYS } from './last-prices';
import { type Area, type LiveFigure, liveFigure, withFigure } from './today-point';

export interface PointsQuery extends Span {
  readonly area: Area;
  readonly commodityId: number;
  readonly interval: Interval;
  /** ISO time: days as they were known then. */
  readonly asOf?: string | undefined;
  readonly limit: number;
}

interface Page {
  readonly points: readonly HistoryPoint[];
  /** Where the next page begins; `null` on the last one. */
  readonly next: string | null;
}

type Source = BoardSource & { readonly pool: Pool };

/** Mean prices of an area, oldest first. The day that is not over counts with the live figure, in weeks and months as well. */
export async function historyPoints(source: Source, query: PointsQuery): Promise<Page> {
  const { area, interval, limit, asOf } = query;
  const { level, id: areaId } = area;
  const span = interval === 'hour' ? momentsOf(query, area.timeZone) : daysOf(query, area.timeZone);
  // One row more than asked for tells whether there is a next page.
  const stored = { level, areaId, commodityId: query.commodityId, ...span, limit: limit + 1 };
  const moment = Math.min(
    source.clock.now(),
    asOf === undefined ? Number.POSITIVE_INFINITY : Date.parse(asOf),
  );
  const today = dayToIso(localDay(moment, area.timeZone));
  const underWay = level !== 2 && interval !== 'hour' && span.from <= today && today <= span.to;
  const live = () => liveFigure(source, query.commodityId, area);
  if (asOf !== undefined) {
    const rows = await readHistoryAsOf(source.pool, stored, asOf);
    if (!underWay || rows.length > limit) return pageOf(rows.map(toPoint), limit);
    const then = await readLiveAsOf(source.pool, stored, isoTime(moment), CARRY_DAYS);
    return pageOf(withFigure(today, then === null ? null : toFigure(then), rows.map(toPoint)), limit);
  }
  if (underWay && (interval === 'week' || interval === 'month')) {
    const [rows, begun] = await Promise.all([
      readHistoryRows(source.pool, { ...stored, to: dayToIso(isoToDay(today) - 1), interval }),
      readHistoryRows(source.pool, { ...stored, from: today, interval: 'day' }),
    ]);
    const [day] = withFigure(today, live(), begun.map(toPoint));
    return pageOf(
      day === undefined ? rows.map(toPoint) : withDay(rows, day, bucketOf(today, interval)),
      limit,
    );
  }
  const rows = await readHistoryRows(source.pool, { ...stored, interval });
  const points = rows.map(toPoint);
  return pageOf(underWay && rows.length <= limit ? withFigure(today, live(), points) : points, limit);
}

/** The rows with the day under way in its bucket, in which a market's day counts as on any other day. */
function withDay(rows: readonly HistoryRow[], day: HistoryPoint, bucket: string): readonly HistoryPoint[] {
  const last = rows.at(-1);
  if (last?.t !== bucket) return [...rows.map(toPoint), { ...day, t: bucket }];
  const weight = last.weight + day.n;
  const whole: HistoryPoint = {
    t: bucket,
    price: Math.round((last.price * last.weight + day.price * day.n) / weight),
    min: Math.min(last.low, day.min),
    max: Math.max(last.high, day.max),
    n: Math.max(last.n, day.n),
    simulated: last.simulated || day.simulated,
  };
  return [...rows.slice(0, -1).map(toPoint), whole];
}

function pageOf(points: readonly HistoryPoint[], limit: number): Page {
  return { points: points.slice(0, limit), next: points[limit]?.t ?? null };
}

function toFigure({ price, low, high, n, simulated }: Omit<HistoryRow, 't' | 'weight'>): LiveFigure {
  return { price, min: low, max: high, n, simulated };
}

function toPoint(row: Omit<HistoryRow, 'weight'>): HistoryPoint {
  return { t: row.t, ...toFigure(row) };
}
