import { features, Isolation, Mad, Published, ZScore } from './baselines';
import { IsolationForest } from './isolation-forest';
import { Ours } from './ours';
import type { Panel } from './panel';
import { seeded } from './random';
import type { Method } from './score';

const FALSE_QUARANTINE = 0.003;
const WARM_UP_DAYS = 60;

export interface Entry {
  readonly name: string;
  readonly create: () => Method;
}

/** Ours and the plain methods, each plain one at the threshold of 0.3 % false quarantine in the tuning months. */
export function baselines(panel: Panel, seed: number): Entry[] {
  const forest = new IsolationForest(sample(panel, seed), seeded(seed));
  const tuned = (create: (threshold: number) => Method) => {
    const threshold = thresholdOf(panel, create(Number.POSITIVE_INFINITY));
    return () => create(threshold);
  };
  return [
    { name: 'ours', create: () => new Ours() },
    { name: 'published rule', create: () => new Published() },
    { name: 'z-score on levels', create: tuned((t) => new ZScore(t)) },
    { name: 'MAD on levels', create: tuned((t) => new Mad(t)) },
    { name: 'isolation forest', create: tuned((t) => new Isolation(t, forest)) },
  ];
}

function thresholdOf(panel: Panel, method: Method): number {
  const scores: number[] = [];
  const warm = (panel.reports[0]?.day ?? 0) + WARM_UP_DAYS;
  for (const report of panel.reports) {
    if (report.day >= panel.firstTestDay) break;
    const opinion = method.look(report);
    if (report.day >= warm) scores.push(opinion.score);
    method.take(report, opinion);
  }
  scores.sort((a, b) => a - b);
  return scores[Math.floor(scores.length * (1 - FALSE_QUARANTINE))] ?? Number.POSITIVE_INFINITY;
}

/** Features of one report in fifty of the tuning months. */
function sample(panel: Panel, seed: number): number[][] {
  const random = seeded(seed);
  const windows = new Map<number, number[]>();
  const points: number[][] = [];
  for (const r of panel.reports) {
    if (r.day >= panel.firstTestDay) break;
    const key = r.marketId * 1000 + r.commodityId;
    const window = windows.get(key) ?? [];
    if (window.length >= 10 && random() < 0.02) points.push(features(window, r.price));
    windows.set(key, [...window.slice(-29), r.price]);
  }
  return points;
}
