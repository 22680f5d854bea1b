import type { BoardCommodity, Period } from '@/lib/live/board';
import { normaliseName } from '@/lib/market/names';
import { newsWeight } from './news';

export const ORDERS = ['matters', 'rise', 'fall', 'name'] as const;

export type Order = (typeof ORDERS)[number];

export const PERIODS: readonly Period[] = ['day', 'week', 'month', 'year'];

const weekRatio = (c: BoardCommodity) => c.changes.week?.ratio ?? c.changes.day?.ratio ?? 0;

const COMPARE: Readonly<Record<Order, (a: BoardCommodity, b: BoardCommodity) => number>> = {
  matters: (a, b) => newsWeight(b) - newsWeight(a),
  rise: (a, b) => weekRatio(b) - weekRatio(a),
  fall: (a, b) => weekRatio(a) - weekRatio(b),
  name: (a, b) => a.name_id.localeCompare(b.name_id, 'id'),
};

/** Those whose name in either language holds every word of the search; what has no price comes last. */
export function sortBoard(
  commodities: readonly BoardCommodity[],
  order: Order,
  search: string,
): readonly BoardCommodity[] {
  const words = normaliseName(search).split(' ').filter(Boolean);
  const found = commodities.filter((c) => {
    const names = normaliseName(`${c.name_id} ${c.name_en} ${c.commodity}`);
    return words.every((word) => names.includes(word));
  });
  return found.sort((a, b) => Number(a.price === null) - Number(b.price === null) || COMPARE[order](a, b));
}
