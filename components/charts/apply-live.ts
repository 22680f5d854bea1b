import type { HistoryPoint, ImpactDot, PriceHistory } from '@/lib/live/board';
import type { NationalPrice, PriceUpdate } from '@/lib/live/events';
import { timeOf } from './axis';
import { bucketOf } from './prepare-price-chart';

const DOTS_AT_MOST = 200;
/** A move below this score is no news; the server leaves it out as well. */
const DOT_FROM = 60;

/**
 * One market's line with what was just judged: its newest price, and a dot where it weighs. A mean's dots
 * are moves of the mean, which single reports do not tell: lines of the nation and of provinces stay. So does a line
 * about one of whose prices something was decided; `movesThePast` has it read anew.
 */
export function applyUpdates(history: PriceHistory, updates: readonly PriceUpdate[]): PriceHistory {
  if (history.level !== 'market') return history;
  const mine = updates.filter(
    (u) =>
      u.seq >= history.seq &&
      u.commodity === history.commodity &&
      u.market_id === history.area &&
      u.observation === undefined,
  );
  const last = mine.at(-1);
  if (last === undefined) return history;
  const weighty = mine.filter((u) => u.impact_score >= DOT_FROM).map(dotOf);
  const impacts = [...history.impacts, ...weighty]
    .sort((a, b) => b.impact_score - a.impact_score)
    .slice(0, DOTS_AT_MOST);
  let points = history.points;
  for (const u of mine) {
    if (u.lane === 'accepted') points = withPrice(points, history, u.observed_at, u.price, u.simulated);
  }
  return { ...history, points, impacts, seq: last.seq + 1 };
}

/**
 * True when the line has to be read anew: something was decided about one of its prices, or one came that belongs to an
 * earlier point. Both move means that single reports do not tell.
 */
export function movesThePast(history: PriceHistory, updates: readonly PriceUpdate[]): boolean {
  const last = history.points.at(-1);
  return updates.some((u) => {
    if (u.commodity !== history.commodity || u.seq < history.seq) return false;
    if (history.level === 'market' && u.market_id !== history.area) return false;
    if (u.observation !== undefined) return true;
    const early = last !== undefined && timeOf(bucketOf(u.observed_at, history)) < timeOf(last.t);
    return early && u.lane === 'accepted';
  });
}

/** Moves today's point of the nation's line. */
export function applyNational(history: PriceHistory, national: NationalPrice): PriceHistory {
  if (history.level !== 'nation' || national.commodity !== history.commodity) return history;
  const simulated = history.points.at(-1)?.simulated ?? false;
  const points = withPrice(history.points, history, national.as_of, national.price, simulated);
  return points === history.points ? history : { ...history, points };
}

function dotOf(u: PriceUpdate): ImpactDot {
  return {
    seq: u.seq,
    t: u.observed_at,
    market_id: u.market_id,
    price: u.price,
    lane: u.lane,
    impact_score: u.impact_score,
    dominant_factor: u.dominant_factor,
    factors_with_weights: u.factors_with_weights,
    price_change: u.price_change,
  };
}

/** Only the newest point moves, or a new one is added after it: the past is the server's to tell. */
function withPrice(
  points: readonly HistoryPoint[],
  history: PriceHistory,
  time: string,
  price: number,
  simulated: boolean,
): readonly HistoryPoint[] {
  const t = bucketOf(time, history);
  const last = points.at(-1);
  if (last === undefined || timeOf(t) > timeOf(last.t)) {
    return [...points, { t, price, min: price, max: price, n: 1, simulated }];
  }
  if (last.t !== t || (last.price === price && last.min <= price && last.max >= price)) return points;
  const moved = { ...last, price, min: Math.min(last.min, price), max: Math.max(last.max, price) };
  return [...points.slice(0, -1), moved];
}
