import type { MapMarket, MapRegion, PriceMap } from '@/lib/live/board';

/** What the colours of the map speak about. */
export const MEASURES = ['change', 'gap', 'level', 'impact'] as const;

export type Measure = (typeof MEASURES)[number];

export function isMeasure(value: unknown): value is Measure {
  return MEASURES.some((measure) => measure === value);
}

/** Five classes: `breaks` are the four values between them; `palette` tells which colours they get. */
export interface Scale {
  readonly palette: 'div' | 'seq';
  readonly breaks: readonly [number, number, number, number];
}

export type ClassNumber = 1 | 2 | 3 | 4 | 5;

const CLASSES: readonly ClassNumber[] = [1, 2, 3, 4, 5];

/** Change of a day, relative to yesterday; gap to the reference price; impact score. Levels follow the data. */
export function scaleOf(measure: Measure, map: PriceMap): Scale {
  if (measure === 'change') return { palette: 'div', breaks: [-0.05, -0.01, 0.01, 0.05] };
  if (measure === 'gap') return { palette: 'div', breaks: [-0.15, -0.05, 0.05, 0.15] };
  if (measure === 'impact') return { palette: 'seq', breaks: [20, 40, 60, 80] };
  return { palette: 'seq', breaks: quintiles(map) };
}

export function classOf(value: number, { breaks }: Scale): ClassNumber {
  return CLASSES[breaks.filter((limit) => value >= limit).length] ?? 5;
}

export function regionValue(region: MapRegion, measure: Measure, map: PriceMap): number | null {
  if (measure === 'change') return region.change_day;
  if (measure === 'gap') return region.gap;
  if (measure === 'level') return region.price;
  const scores = map.markets
    .filter((m) => m.region_id === region.region_id && m.impact_score !== null)
    .map((m) => m.impact_score ?? 0);
  return scores.length === 0 ? null : Math.max(...scores);
}

/** A market's gap is measured against the reference price of its province. */
export function marketValue(market: MapMarket, measure: Measure, map: PriceMap): number | null {
  if (market.price === null) return null;
  if (measure === 'change') return market.change_day;
  if (measure === 'impact') return market.impact_score;
  if (measure === 'level') return market.price;
  const region = map.regions.find((r) => r.region_id === market.region_id);
  if (!region || region.gap === null || region.price === null) return null;
  return market.price / (region.price / (1 + region.gap)) - 1;
}

/**
 * How hot a market is, 0–1. Change and gap heat only upward: a fall hurts no buyer. The full heat
 * is the beginning of the map's darkest class, so that both layers tell one story.
 */
export function heatOf(value: number, { palette, breaks }: Scale): number {
  const from = palette === 'div' ? 0 : breaks[0];
  // Where all prices are the same, all of them are the highest.
  if (from === breaks[3]) return value >= from ? 1 : 0;
  return Math.min(1, Math.max(0, (value - from) / (breaks[3] - from)));
}

function quintiles(map: PriceMap): Scale['breaks'] {
  const prices = [...map.markets, ...map.regions].flatMap((m) => (m.price === null ? [] : [m.price]));
  prices.sort((a, b) => a - b);
  const at = (share: number) => prices[Math.min(prices.length - 1, Math.floor(prices.length * share))] ?? 0;
  const step = (value: number) => Math.round(value / 100) * 100;
  return [step(at(0.2)), step(at(0.4)), step(at(0.6)), step(at(0.8))];
}

/** Below this a day's change leaves a map without colour. */
const STILL = 0.01;

/** The first measure that has something to show: before the markets open, yesterday's change is nil everywhere. */
export function tellingMeasure(map: PriceMap): Measure {
  if (map.regions.some((r) => r.change_day !== null && Math.abs(r.change_day) >= STILL)) return 'change';
  return map.regions.some((r) => r.gap !== null) ? 'gap' : 'level';
}
