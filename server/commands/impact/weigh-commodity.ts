import { type Explained, explainWeeks } from '@/lib/impact/explain-weeks';
import type { BlockModel } from '@/lib/impact/fit-blocks';
import { addWeek, createPastWeeks, type PastWeeks, weekScore } from '@/lib/impact/household';
import { knownCauses } from '@/lib/impact/known-causes';
import { heaviest, notProven, publishedWeights } from '@/lib/impact/publish';
import type { worldOf } from '@/lib/impact/world-tables';
import { basketItem, householdCost } from '@/lib/market/basket';
import { BLOCKS } from '@/lib/market/block';
import type { Commodity } from '@/lib/market/commodity';
import { csvCell } from '@/lib/market/csv-cell';
import { FACTORS } from '@/lib/market/factor';
import { type Series, WEEKS } from './read-weeks';

/** Lines of the output, without the date, for every series of one commodity with a price in the last week. */
export function* weighCommodity(
  all: readonly Series[],
  day: number,
  shipped: ReturnType<typeof worldOf>,
  catalogue: readonly Commodity[],
): Generator<string> {
  const dayOf = (week: number) => day - 7 * (WEEKS - 1 - week);
  const logs = all.map((s) => s.prices.map(Math.log));
  const { model, last } = explainWeeks({
    places: all.map((s) => s.place),
    logs,
    known: (region, week) => knownCauses(shipped.world, region, dayOf(week)),
  });
  const real = (own: Float64Array, week: number) =>
    (own[week] as number) - (own[week - 1] as number) - shipped.inflation(dayOf(week));
  const past = new Map<number, PastWeeks>();
  all.forEach(({ place }, i) => {
    const weeks = past.get(place.regionId) ?? createPastWeeks();
    past.set(place.regionId, weeks);
    for (let w = 1; w < WEEKS - 1; w++) {
      const move = real(logs[i] as Float64Array, w);
      if (!Number.isNaN(move)) addWeek(weeks, move);
    }
  });
  for (const [i, series] of all.entries()) {
    const price = series.prices[WEEKS - 1] as number;
    if (Number.isNaN(price)) continue;
    const explained = last[i] ?? null;
    const before = series.prices[WEEKS - 2] as number;
    const weeks = past.get(series.place.regionId) ?? createPastWeeks();
    const unchanged = explained === null || explained.change === 0;
    const score = unchanged
      ? 0
      : weekScore(weeks, real(logs[i] as Float64Array, WEEKS - 1), series.place.volatility);
    const item = basketItem(catalogue, series.place.commodityId);
    const cost = item === null || explained === null ? null : householdCost(before, price, item);
    yield [
      ...[series.name.market_id, series.name.region, series.name.commodity].map(csvCell),
      price,
      explained === null ? '' : price / before - 1,
      score,
      ...explanation(model, explained, cost === null ? ['', ''] : [cost.rupiahPerMonth, cost.basketPoints]),
    ].join(',');
  }
}

function explanation(
  model: BlockModel,
  explained: Explained | null,
  cost: readonly (string | number)[],
): readonly (string | number)[] {
  const missing = notProven(model, BLOCKS).join('|');
  if (explained === null)
    return [
      'unexplained',
      ...FACTORS.map((f) => Number(f === 'unexplained')),
      missing,
      ...cost,
      ...PARTS.map(() => ''),
    ];
  const weights = publishedWeights(model, explained);
  return [
    heaviest(weights),
    ...FACTORS.map((f) => weights[f]),
    missing,
    ...cost,
    explained.change,
    ...BLOCKS.map((b) => explained.parts.get(b) ?? 0),
    explained.rest,
  ];
}

/** log_change, the blocks and the rest. */
const PARTS = ['log_change', ...BLOCKS, 'unexplained'] as const;
