import { DEFAULT_RULES } from '@/lib/validate/judge';
import { Augurs } from './augurs';
import { features, Isolation, Mad, Published, ZScore } from './baselines';
import { IsolationForest } from './isolation-forest';
import { Ours } from './ours';
import type { Panel } from './panel';
import { seeded } from './random';
import type { Method } from './score';

const FALSE_QUARANTINE = 0.003;
/** MAD's threshold is set on its score, so that its sensitivity does not matter. */
const SENSITIVITY = 0.5;
/** DBSCAN says yes or no: the most sensitive setting that keeps to the share of false quarantine is taken. */
const SENSITIVITIES = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02];
/** Every so many commodity days of the tuning months are enough to choose it. */
const THINNED = 7;

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
    { name: 'ours', create: () => new Ours({ ...DEFAULT_RULES, ai: false }) },
    { name: 'ours with ai', create: () => new Ours({ ...DEFAULT_RULES, ai: true }) },
    { name: 'published rule', create: () => new Published() },
    { name: 'z-score on levels', create: tuned((t) => new ZScore(t)) },
    { name: 'MAD on levels', create: tuned((t) => new Mad(t)) },
    { name: 'isolation forest', create: tuned((t) => new Isolation(t, forest)) },
    { name: 'augurs MAD', create: tuned((t) => new Augurs('mad', SENSITIVITY, t)) },
    { name: 'augurs DBSCAN', create: dbscan(panel) },
  ];
}

function dbscan(panel: Panel): () => Method {
  const reports = panel.reports.filter((r) => r.day < panel.tuning.toDay);
  for (const sensitivity of SENSITIVITIES) {
    const method = new Augurs('dbscan', sensitivity, 1);
    let hits = 0;
    let of = 0;
    for (const report of reports) {
      const tried = report.day >= panel.tuning.fromDay && (report.day + report.commodityId) % THINNED === 0;
      if (tried && method.look(report).lane === 'quarantined') hits++;
      if (tried) of++;
      method.learn(report);
    }
    if (hits <= FALSE_QUARANTINE * of) return () => new Augurs('dbscan', sensitivity, 1);
  }
  return () => new Augurs('dbscan', 0.01, 1);
}

function thresholdOf(panel: Panel, method: Method): number {
  const scores: number[] = [];
  for (const report of panel.reports) {
    if (report.day >= panel.tuning.toDay) break;
    const opinion = method.take(report);
    if (report.day >= panel.tuning.fromDay) scores.push(opinion.score);
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
    if (r.day >= panel.tuning.toDay) break;
    const key = r.marketId * 1000 + r.commodityId;
    const window = windows.get(key) ?? [];
    if (window.length >= 10 && random() < 0.02) points.push(features(window, r.price));
    windows.set(key, [...window.slice(-29), r.price]);
  }
  return points;
}
