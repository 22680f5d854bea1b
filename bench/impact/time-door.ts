import { absorbImpact, adoptWeeks, createImpactMemory } from '@/lib/impact/memory';
import { weigh } from '@/lib/impact/weigh';
import { learnMarket } from './learn-market';
import { knownMarket } from './market';

const COMMODITY = 1;
const TIMES = 4_000;

/** Processor time of one price at the door, µs: weighed by the first form, by what was learnt, and taken in. */
export function timeDoor(): { readonly first: number; readonly learnt: number; readonly told: number } {
  const { live, day, markets } = learnMarket(knownMarket(1, 'nation'));
  const memory = createImpactMemory();
  const regions = new Map(live.model.series.map((s) => [s.market, s.region]));
  const reports = markets.map(([marketId, price]) => ({
    marketId,
    regionId: regions.get(marketId) ?? 0,
    commodityId: COMMODITY,
    volatility: 'high' as const,
    price,
    day,
    observedAt: 0,
  }));
  for (const r of reports) absorbImpact(memory, { ...r, day: day - 1 });
  let observedAt = 1;
  const first = micros(reports, (r) => void weigh(r, memory));
  adoptWeeks(memory, COMMODITY, live);
  const learnt = micros(reports, (r) => void weigh(r, memory));
  const told = micros(reports, (r) => absorbImpact(memory, { ...r, observedAt: observedAt++ }));
  return { first, learnt, told };
}

function micros<Item>(items: readonly Item[], work: (item: Item) => void): number {
  const all = () => {
    for (let k = 0; k < TIMES; k++) items.forEach(work);
  };
  all();
  const start = process.cpuUsage();
  all();
  const used = process.cpuUsage(start);
  return (used.user + used.system) / (TIMES * items.length);
}
