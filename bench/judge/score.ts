import type { Lane } from '@/lib/market/lane';
import type { PriceReport } from '@/lib/validate/report';

/** What a method says about one price. */
export interface Opinion {
  /** Higher is more suspicious; comparable within the method. */
  readonly score: number;
  readonly lane: Lane;
}

/** A method under test, fed in time order. `look` changes nothing; `take` judges a report and learns it. */
export interface Method {
  look(report: PriceReport): Opinion;
  take(report: PriceReport): Opinion;
  /** Learns without judging, where a method's memory does not depend on its verdicts. */
  learn?(report: PriceReport): void;
}

export interface Rate {
  readonly hits: number;
  readonly of: number;
}

export const share = (r: Rate): number => (r.of === 0 ? Number.NaN : r.hits / r.of);

/** Percentile bootstrap over blocks (market days, attacks), 95 %. `blocks` holds hits and sizes. */
export function interval(blocks: readonly Rate[], random: () => number, rounds = 400): [number, number] {
  const shares: number[] = [];
  for (let k = 0; k < rounds; k++) {
    let hits = 0;
    let of = 0;
    for (let i = 0; i < blocks.length; i++) {
      const block = blocks[Math.floor(random() * blocks.length)];
      hits += block?.hits ?? 0;
      of += block?.of ?? 0;
    }
    shares.push(hits / Math.max(1, of));
  }
  shares.sort((a, b) => a - b);
  return [shares[Math.floor(rounds * 0.025)] ?? 0, shares[Math.floor(rounds * 0.975)] ?? 0];
}
