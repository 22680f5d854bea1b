import type { DetectorResult } from '@/lib/market/verdict';
import model from './ai.json' with { type: 'json' };
import type { Expectation } from './expect';

/** What the model looks at, each a logarithm unless said otherwise; the order of the weights. */
export const FEATURES = [
  'beyond the range, deviations',
  'from the expectation, deviations',
  'from the last price, deviations',
  'from ten days ago beyond the peers, deviations (plain)',
  'own daily moves, robust z',
  'outside the quartiles, ranges',
  'recent against usual surprise',
  'usual move against usual surprise',
  'width of the range, deviations',
  'deviation',
  'unrest of the day',
  'days of silence',
  'root of the peers (plain)',
] as const;

/** Below this a figure says nothing more. */
const LEAST = 0.05;
const MOST_DAYS = 30;

/** What is known of a price that is in doubt. */
export interface Doubt {
  readonly expected: Expectation;
  readonly log: number;
  /** Values of `neighbours`, `drift`, `z_score` and `iqr`. */
  readonly gap: number;
  readonly drift: number;
  readonly z: number;
  readonly outside: number;
}

/** @returns one figure for each of `FEATURES` */
export function featuresOf({ expected, log, gap, drift, z, outside }: Doubt): number[] {
  const { deviation, habit } = expected;
  return [
    ln(gap),
    ln(Math.abs(log - expected.log) / deviation),
    ln(Math.abs(log - expected.lastLog) / deviation),
    Math.min(6, drift),
    ln(z),
    ln(outside),
    ln(habit.fast / habit.slow),
    ln(habit.move / habit.slow),
    ln((expected.high - expected.low) / deviation),
    ln(deviation),
    ln(expected.unrest),
    Math.log(Math.min(MOST_DAYS, expected.days)),
    Math.sqrt(expected.peers),
  ];
}

function ln(value: number): number {
  return Math.log(Math.max(LEAST, value));
}

/**
 * `ai`: a logistic model of which doubtful prices are lies, learnt by `npm run bench -- judge-ai` from prices of
 * the tuning months that made the other detectors doubt, honest ones and lies of all sizes. Its value is the log
 * odds; it never accepts or holds a price that the others do not doubt.
 */
export function ai(doubt: Doubt): DetectorResult {
  const features = featuresOf(doubt);
  let value = model.intercept;
  for (let i = 0; i < features.length; i++) value += (model.weights[i] ?? 0) * (features[i] ?? 0);
  return { name: 'ai', value, limit: model.limit, vote: value >= model.limit, window: model.learntFrom };
}
