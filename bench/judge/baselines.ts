import type { PriceReport } from '@/lib/validate/report';
import type { IsolationForest } from './isolation-forest';
import type { Method, Opinion } from './score';

const WINDOW = 30;
const ENOUGH = 10;

/** The last prices of a market and commodity, and a threshold above which a method quarantines. */
abstract class Windowed implements Method {
  private readonly windows = new Map<number, { day: number; price: number }[]>();

  constructor(readonly threshold: number) {}

  protected abstract score(prices: readonly number[], price: number): number;

  look(report: PriceReport): Opinion {
    const window = this.window(report);
    const prices = window.map((w) => w.price);
    const score = prices.length < ENOUGH ? 0 : this.score(prices, report.price);
    return { score, lane: score >= this.threshold ? 'quarantined' : 'accepted' };
  }

  /** Quarantined prices stay out, unless the window would starve: a week of them is a new level. */
  private readonly refused = new Map<number, number>();

  take(report: PriceReport): Opinion {
    const opinion = this.look(report);
    const key = keyOf(report);
    const refused = opinion.lane === 'quarantined' ? (this.refused.get(key) ?? 0) + 1 : 0;
    this.refused.set(key, refused);
    if (refused > 0 && refused < 7) return opinion;
    const window = this.window(report);
    window.push({ day: report.day, price: report.price });
    if (window.length > WINDOW) window.shift();
    return opinion;
  }

  private window(report: PriceReport): { day: number; price: number }[] {
    const key = keyOf(report);
    let window = this.windows.get(key);
    if (window === undefined) {
      window = [];
      this.windows.set(key, window);
    }
    return window;
  }
}

const keyOf = (r: PriceReport) => r.marketId * 1000 + r.commodityId;

const mean = (v: readonly number[]) => v.reduce((a, b) => a + b, 0) / v.length;
const sorted = (v: readonly number[]) => [...v].sort((a, b) => a - b);
const quantile = (v: readonly number[], p: number) => {
  const x = (v.length - 1) * p;
  const low = v[Math.floor(x)] ?? 0;
  return low + (x - Math.floor(x)) * ((v[Math.ceil(x)] ?? low) - low);
};

/** Distance from the mean in standard deviations, on price levels. */
export class ZScore extends Windowed {
  protected score(prices: readonly number[], price: number): number {
    const m = mean(prices);
    const sd = Math.sqrt(mean(prices.map((p) => (p - m) ** 2)));
    return Math.abs(price - m) / Math.max(sd, m * 0.002);
  }
}

/** Distance from the median in median absolute deviations, on price levels. */
export class Mad extends Windowed {
  protected score(prices: readonly number[], price: number): number {
    const m = quantile(sorted(prices), 0.5);
    const mad = 1.4826 * quantile(sorted(prices.map((p) => Math.abs(p - m))), 0.5);
    return Math.abs(price - m) / Math.max(mad, m * 0.002);
  }
}

/** The rule as it was published: z-score 3 and quartile fences 1.5 on levels, both votes needed. */
export class Published extends Windowed {
  constructor() {
    super(1);
  }

  protected score(prices: readonly number[], price: number): number {
    const m = mean(prices);
    const sd = Math.sqrt(mean(prices.map((p) => (p - m) ** 2)));
    const s = sorted(prices);
    const range = quantile(s, 0.75) - quantile(s, 0.25);
    const outside = Math.max(quantile(s, 0.25) - price, price - quantile(s, 0.75));
    const z = sd === 0 ? (price === m ? 0 : 9) : Math.abs(price - m) / sd;
    const fence = range === 0 ? (outside > 0 ? 9 : 0) : outside / range;
    return Math.min(z / 3, fence / 1.5);
  }
}

/** An isolation forest over each price's changes against yesterday, last week and its window. */
export class Isolation extends Windowed {
  constructor(
    threshold: number,
    private readonly forest: IsolationForest,
  ) {
    super(threshold);
  }

  protected score(prices: readonly number[], price: number): number {
    return this.forest.score(features(prices, price));
  }
}

/** Log change against the last price, the last week, and the window's median, with the window's own wobble. */
export function features(prices: readonly number[], price: number): number[] {
  const log = Math.log(price);
  const logs = prices.map(Math.log);
  const last = logs.at(-1) ?? log;
  const wobble = mean(logs.slice(1).map((l, i) => Math.abs(l - (logs[i] ?? l)))) + 0.005;
  const centre = quantile(sorted(logs), 0.5);
  return [(log - last) / wobble, (log - (logs.at(-7) ?? last)) / wobble, (log - centre) / wobble, log - last];
}
