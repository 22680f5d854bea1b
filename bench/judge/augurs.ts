import { readFileSync } from 'node:fs';
import { initSync, OutlierDetector } from '@bsull/augurs/outlier';
import type { PriceReport } from '@/lib/validate/report';
import { median } from './panel';
import type { Method, Opinion } from './score';

const WINDOW = 30;
const ENOUGH = 10;
/** The detectors divide by the group's spread; calm markets are kept this far apart, log. */
const LEAST_APART = 0.0005;

const wasm = new URL('outlier_bg.wasm', import.meta.resolve('@bsull/augurs/outlier'));
initSync({ module: readFileSync(wasm) });

/** A market's last log prices of one commodity, and their median. */
interface Own {
  logs: number[];
  centre: number;
}

/**
 * The outlier detectors of `@bsull/augurs`, which compare series of a group with each other: the markets of one
 * commodity, each log price net of its own market's median of a month, yesterday's and the newest.
 */
export class Augurs implements Method {
  private readonly items = new Map<number, Map<number, Own>>();
  private readonly detector: OutlierDetector;

  /** @param threshold of the score from which a price is quarantined; DBSCAN's score is 0 or 1 */
  constructor(
    kind: 'mad' | 'dbscan',
    sensitivity: number,
    private readonly threshold: number,
  ) {
    this.detector = new OutlierDetector(kind, { sensitivity });
  }

  look(report: PriceReport): Opinion {
    const markets = this.marketsOf(report);
    const own = markets.get(report.marketId);
    if (own === undefined || own.logs.length < ENOUGH) return { score: 0, lane: 'accepted' };
    const group: Float64Array[] = [
      Float64Array.of((own.logs.at(-1) ?? 0) - own.centre, Math.log(report.price) - own.centre),
    ];
    for (const [market, { logs, centre }] of markets) {
      if (market === report.marketId || logs.length < ENOUGH) continue;
      const apart = LEAST_APART * ((group.length % 5) - 2);
      group.push(Float64Array.of((logs.at(-2) ?? 0) - centre + apart, (logs.at(-1) ?? 0) - centre + apart));
    }
    if (group.length < 3) return { score: 0, lane: 'accepted' };
    const score = this.detector.detect(group).seriesResults[0]?.scores.at(-1) ?? 0;
    return { score, lane: score >= this.threshold ? 'quarantined' : 'accepted' };
  }

  take(report: PriceReport): Opinion {
    const opinion = this.look(report);
    this.learn(report);
    return opinion;
  }

  learn(report: PriceReport): void {
    const markets = this.marketsOf(report);
    const logs = [...(markets.get(report.marketId)?.logs ?? []).slice(1 - WINDOW), Math.log(report.price)];
    markets.set(report.marketId, { logs, centre: median(logs) });
  }

  private marketsOf(report: PriceReport): Map<number, Own> {
    let markets = this.items.get(report.commodityId);
    if (markets === undefined) {
      markets = new Map();
      this.items.set(report.commodityId, markets);
    }
    return markets;
  }
}
