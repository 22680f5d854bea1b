import type { Board, BoardCommodity, Change, Period } from '@/lib/live/board';
import type { BoardDelta, NationalPrice } from '@/lib/live/events';

/**
 * The board with the newest national prices. Changes move with the price (like for like needs the
 * server; the next snapshot corrects the last digit). News older than the board is left out.
 */
export function applyBoardDelta(board: Board, delta: BoardDelta): Board {
  if (delta.at <= board.at) return board;
  const news = new Map(delta.commodities.map((n) => [n.commodity, n]));
  const commodities = board.commodities.map((c) => {
    const n = news.get(c.commodity);
    return n === undefined ? c : moved(c, n);
  });
  return { ...board, at: delta.at, commodities, quarantined: delta.quarantined };
}

function moved(c: BoardCommodity, { price, markets, as_of }: NationalPrice): BoardCommodity {
  const factor = c.price === null ? 1 : price / c.price;
  const changes = Object.fromEntries(
    Object.entries(c.changes).map(([period, change]) => [period, rescaled(change, factor)]),
  ) as Record<Period, Change | null>;
  const state = c.state === 'carried' || c.state === 'none' ? freshState(c) : c.state;
  return { ...c, price, markets, as_of, changes, state, spark: sparkWith(c, price) };
}

function freshState(c: BoardCommodity): BoardCommodity['state'] {
  return c.markets_simulated > 0 && c.markets_simulated === c.markets ? 'simulated' : 'observed';
}

function rescaled(change: Change | null, factor: number): Change | null {
  return change === null ? null : { ...change, ratio: (1 + change.ratio) * factor - 1 };
}

/** The last day of the small line follows the price; earlier days are history. */
function sparkWith(c: BoardCommodity, price: number): BoardCommodity['spark'] {
  const last = c.spark.at(-1);
  return last === undefined ? c.spark : [...c.spark.slice(0, -1), { ...last, price }];
}
