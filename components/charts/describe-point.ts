import { dayShort, type Locale, moment, monthYear, percent, rupiah, unitName } from '@/components/ui/format';
import type { PriceHistory } from '@/lib/live/board';
import type { Factor, FactorWeights } from '@/lib/market/factor';
import type { ChartPoint } from './prepare-price-chart';

/** Words of one language, as handed over by the page. */
export interface PointWords {
  readonly weekOf: (day: string) => string;
  readonly mean: (n: number) => string;
  readonly range: (low: string, high: string) => string;
  readonly impact: (score: string, factor: string) => string;
  readonly reported: (market: string, price: string) => string;
  readonly others: (n: number) => string;
  readonly simulated: string;
  readonly factor: (factor: Factor) => string;
}

export function pointTitle(history: PriceHistory, t: string, locale: Locale, words: PointWords): string {
  if (history.interval === 'hour') {
    const ms = Date.parse(t);
    return moment(ms, history.time_zone, locale);
  }
  if (history.interval === 'month') return monthYear(t, locale);
  return history.interval === 'week' ? words.weekOf(dayShort(t, locale)) : dayShort(t, locale);
}

/** The lines of a tooltip: price with unit, what it is a mean of, and the weightiest report of the day. */
export function pointLines(
  history: PriceHistory,
  p: ChartPoint,
  locale: Locale,
  words: PointWords,
): string[] {
  const { point, dot } = p;
  const lines = [`${rupiah(point.price, locale)} / ${unitName(history.unit, locale)}`];
  if (history.level !== 'market') lines.push(words.mean(point.n));
  if (point.min !== point.max) lines.push(words.range(rupiah(point.min, locale), rupiah(point.max, locale)));
  if (dot) {
    const { impact, others } = dot;
    lines.push(words.impact(String(Math.round(impact.impact_score)), words.factor(impact.dominant_factor)));
    lines.push(topWeights(impact.factors_with_weights, 3, locale, words.factor));
    if (impact.market_id !== null && history.level !== 'market') {
      lines.push(words.reported(impact.market_id, rupiah(impact.price, locale)));
    }
    if (others > 0) lines.push(words.others(others));
  }
  if (point.simulated) lines.push(words.simulated);
  return lines;
}

/** Factors with a weight, largest first. */
export function rankedFactors(weights: Partial<FactorWeights>): readonly (readonly [Factor, number])[] {
  return (Object.entries(weights) as [Factor, number][]).filter(([, w]) => w > 0).sort((a, b) => b[1] - a[1]);
}

function topWeights(
  weights: Partial<FactorWeights>,
  most: number,
  locale: Locale,
  name: (factor: Factor) => string,
): string {
  return rankedFactors(weights)
    .slice(0, most)
    .map(([factor, weight]) => `${name(factor)} ${percent(weight, locale, 0)}`)
    .join(' · ');
}
