import model from './doubt.json' with { type: 'json' };
import type { Afterwards } from './later';

/** What the model weighs, in the order of its weights. */
export const DOUBT_FEATURES = [
  'logarithm of the step, log',
  'logarithm of what is beyond habit and peers, deviations',
  'furthest later price, deviations',
  'most that a later price kept, deviations',
  'drift',
  'other markets that claimed the same',
  'quarantined on arrival',
] as const;

/** Beyond these a figure says nothing more. */
const LEAST_STEP = 0.01;
const LEAST_GAP = 0.5;
export const MOST_MOVED = 3;
export const MOST_KEPT = 2;
const MOST_DRIFT = 4;
const MOST_CLAIMS = 4;

/** A held price with what came after it. */
export interface Evidence extends Afterwards {
  /** Distance from what was expected, log. */
  readonly step: number;
  /** Value of `neighbours` by now, deviations. */
  readonly gap: number;
  /** Value of `drift`. */
  readonly drift: number;
  /** Other markets that claimed at least half of it in the same days. */
  readonly claims: number;
  readonly quarantined: boolean;
}

/** @returns one figure for each of `DOUBT_FEATURES` */
export function doubtFeatures({ step, gap, moved, kept, drift, claims, quarantined }: Evidence): number[] {
  return [
    Math.log(Math.max(LEAST_STEP, Math.abs(step))),
    Math.log(Math.max(LEAST_GAP, gap)),
    Math.min(MOST_MOVED, moved),
    Math.max(0, Math.min(MOST_KEPT, kept)),
    Math.min(MOST_DRIFT, drift),
    Math.min(MOST_CLAIMS, claims),
    quarantined ? 1 : 0,
  ];
}

/**
 * How likely a held price is a lie by all that its market reported since, 0–1, where lies and true prices are held
 * equally often: a logistic model, learnt by `npm run bench -- judge-doubt` from the tuning months. A large step
 * that a calm market takes back at once is doubted most, and one that a few others claimed as well without being
 * followed; one that was kept in part, or after which the market goes on moving, least.
 */
export function doubtOf(evidence: Evidence): number {
  let odds = model.intercept;
  for (const [i, figure] of doubtFeatures(evidence).entries()) odds += (model.weights[i] ?? 0) * figure;
  return 1 / (1 + Math.exp(-odds));
}
