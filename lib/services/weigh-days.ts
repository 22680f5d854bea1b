import { absorbImpact, createImpactMemory } from '@/lib/impact/memory';
import { weigh } from '@/lib/impact/weigh';
import { isoToDay } from '@/lib/market/calendar';
import type { Commodity } from '@/lib/market/commodity';
import type { Impact } from '@/lib/market/factor';

/** The series of an area is weighed like that of one market, against its own past moves. */
const AREA = 1;

/** The impact of each day's move on its area; the first day has nothing to be measured against. */
export function weighDays(
  commodity: Pick<Commodity, 'id' | 'volatility'>,
  points: readonly { readonly day: string; readonly price: number }[],
): readonly Impact[] {
  const memory = createImpactMemory();
  return points.map(({ day, price }) => {
    const number = isoToDay(day);
    const place = { marketId: AREA, regionId: AREA, commodityId: commodity.id, price, day: number };
    const impact = weigh({ ...place, volatility: commodity.volatility }, memory, {});
    absorbImpact(memory, { ...place, observedAt: number * 86_400_000 });
    return impact;
  });
}
