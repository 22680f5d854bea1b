import type { CaseCard } from '@/lib/live/review';

export const CHART = { width: 420, height: 180, left: 60, right: 10, top: 14, bottom: 26 } as const;

export interface CaseChart {
  /** SVG paths of the market's own days and the province's; a missing day is a gap. */
  readonly own: string;
  readonly region: string;
  readonly spot: { readonly x: number; readonly y: number };
  readonly corrected: { readonly x: number; readonly y: number } | null;
  readonly ticks: readonly { readonly y: number; readonly price: number }[];
  readonly from: string;
  readonly to: string;
}

const DAY_MS = 86_400_000;
const dayOf = (iso: string) => Math.floor(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / DAY_MS);

type Facts = Pick<
  CaseCard,
  'history' | 'region_history' | 'price' | 'observed_at' | 'corrected_price' | 'expected'
>;

/** Thirty days of the market with the reported price in them; decides, and draws nothing. */
export function prepareCaseChart(card: Facts): CaseChart {
  const day = dayOf(card.observed_at);
  const days = [...card.history, ...card.region_history].map((p) => dayOf(p.day));
  const first = Math.min(day - 7, ...days);
  const last = Math.max(day, ...days);
  const prices = [...card.history, ...card.region_history].map((p) => p.price);
  const all = [...prices, card.price, ...(card.corrected_price === null ? [] : [card.corrected_price])];
  const low = Math.min(...all) * 0.97;
  const high = Math.max(...all) * 1.03;
  const x = (d: number) =>
    CHART.left + ((d - first) / Math.max(1, last - first)) * (CHART.width - CHART.left - CHART.right);
  const y = (p: number) =>
    CHART.top + (1 - (p - low) / Math.max(1, high - low)) * (CHART.height - CHART.top - CHART.bottom);
  const path = (points: CaseCard['history']) =>
    points
      .map((p, i) => {
        const joined = i > 0 && dayOf(p.day) - dayOf(points[i - 1]?.day ?? '') === 1;
        return `${joined ? 'L' : 'M'}${x(dayOf(p.day)).toFixed(1)} ${y(p.price).toFixed(1)}`;
      })
      .join('');
  const iso = (d: number) => new Date(d * DAY_MS).toISOString().slice(0, 10);
  return {
    own: path(card.history),
    region: path(card.region_history),
    spot: { x: x(day), y: y(card.price) },
    corrected: card.corrected_price === null ? null : { x: x(day), y: y(card.corrected_price) },
    ticks: [0, 0.5, 1].map((share) => {
      const price = low + share * (high - low);
      return { price, y: y(price) };
    }),
    from: iso(first),
    to: iso(last),
  };
}
