import { absorbImpact, createImpactMemory } from '@/lib/impact/memory';
import { weigh } from '@/lib/impact/weigh';
import { isoToDay } from '@/lib/market/calendar';
import type { Commodity } from '@/lib/market/commodity';
import type { Impact } from '@/lib/market/factor';

/** The series of an area is weighed like that of one market, against its own past moves. */
const AREA = 1;

/**
 * The impact of each day's move on its area; the first day has nothing to be measured against.
 *
 * @param atMost weighs only so many days, those of the largest moves; the others are `null`
 */
export function weighDays(
  commodity: Pick<Commodity, 'id' | 'volatility'>,
  points: readonly { readonly day: string; readonly price: number }[],
  atMost = Number.POSITIVE_INFINITY,
): readonly (Impact | null)[] {
  const memory = createImpactMemory();
  const wanted = points.length > atMost ? largestMoves(points, atMost) : null;
  return points.map(({ day, price }, i) => {
    const number = isoToDay(day);
    const place = { marketId: AREA, regionId: AREA, commodityId: commodity.id, price, day: number };
    const skipped = wanted !== null && !wanted.has(i);
    const impact = skipped ? null : weigh({ ...place, volatility: commodity.volatility }, memory);
    absorbImpact(memory, { ...place, observedAt: number * 86_400_000 });
    return impact;
  });
}

/** Positions of the `count` largest relative moves. */
function largestMoves(points: readonly { readonly price: number }[], count: number): ReadonlySet<number> {
  const moves = points.map((p, i) => ({
    i,
    size: Math.abs(Math.log(p.price / (points[i - 1]?.price ?? p.price))),
  }));
  moves.sort((a, b) => b.size - a.size);
  return new Set(moves.slice(0, count).map((m) => m.i));
}
