import type { HistoryPoint } from '@/lib/live/board';
import { dayToIso, localDay } from '@/lib/market/calendar';
import type { TimeZone } from '@/lib/market/region';
import type { BoardSource } from './board-source';
import { regionMeans } from './region-means';

export interface Area {
  /** 0 nation, 1 province, 2 market. */
  readonly level: 0 | 1 | 2;
  readonly id: number;
  readonly name: string;
  readonly timeZone: TimeZone;
}

/** What a board shows of an area at one moment: the mean of every market's last price. */
export type LiveFigure = Omit<HistoryPoint, 't'>;

/**
 * A nation or province is not what happened to report so far today: until its day is over, its last point is
 * the live figure, in which every market counts with its last price. Days that have begun further east are
 * part of it. A market's own points stay as they are.
 */
export function withToday(
  source: BoardSource,
  commodityId: number,
  area: Area,
  range: { readonly from: string; readonly to: string },
  points: readonly HistoryPoint[],
): readonly HistoryPoint[] {
  if (area.level === 2) return points;
  const today = dayToIso(localDay(source.clock.now(), area.timeZone));
  if (range.to < today || range.from > today) return points;
  return withFigure(today, liveFigure(source, commodityId, area), points);
}

/** The points with one of the figure in the place of those from `today` on, an ISO date. */
export function withFigure(
  today: string,
  figure: LiveFigure | null,
  points: readonly HistoryPoint[],
): readonly HistoryPoint[] {
  const begun = points.filter((p) => p.t >= today);
  // A day on which nobody has reported yet is a gap like any other.
  if (begun.length === 0 || figure === null) return points;
  // Lowest and highest are of the same markets as the mean, and of what else they said today.
  const prices = [figure.min, figure.max, ...begun.flatMap((p) => [p.min, p.max])];
  return [
    ...points.filter((p) => p.t < today),
    { t: today, ...figure, min: Math.min(...prices), max: Math.max(...prices) },
  ];
}

/** The live figure of a nation or province now; `null` where no market has a price that counts. */
export function liveFigure(source: BoardSource, commodityId: number, area: Area): LiveFigure | null {
  const now = source.clock.now();
  const national = source.lastPrices.national(commodityId, now);
  if (national === null) return null;
  const simulated = national.simulated > 0;
  const prices = counted(source, commodityId, area);
  const range = { min: Math.min(...prices), max: Math.max(...prices) };
  if (area.level === 0) return { price: national.price, n: national.markets, simulated, ...range };
  const region = regionMeans(source, commodityId, now).find((r) => r.regionId === area.id);
  return region === undefined ? null : { price: region.price, n: region.markets, simulated, ...range };
}

/** The last price of every market that the live figure counts. */
function counted(source: BoardSource, commodityId: number, area: Area): readonly number[] {
  const { markets } = source.catalog();
  const here = (marketId: number) => area.level === 0 || markets.get(marketId)?.regionId === area.id;
  return source.lastPrices
    .speaking(commodityId, source.clock.now())
    .filter(({ marketId }) => here(marketId))
    .map(({ price }) => price);
}
