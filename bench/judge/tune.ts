import type { JudgeRules } from '@/lib/validate/judge';
import type { ClassWeights, Weights } from '@/lib/validate/weights';
import { measureDrift } from './campaigns';
import { Ours } from './ours';
import type { Panel } from './panel';
import { measureSingles, type Row } from './singles';

/** The judge's limits and weights: all that is chosen and not measured. */
export interface Choice {
  readonly rules: JudgeRules;
  readonly weights: Weights;
}

/** What a choice must keep in the tuning months, as shares; the measured months get the rest as a reserve. */
const BOUNDS: Readonly<Record<string, number>> = {
  'false quarantine': 0.002,
  'false quarantine, days of national moves': 0.007,
  'false quarantine or waiting': 0.014,
};
/** Held true prices that must be released in time. */
const RELEASED = { name: 'true and held, released within 72 h', bound: 0.915 };
/** What it should catch; four that collude are caught much as a spike of their size. */
const GOALS = [
  'spike 10 %',
  'spike 20 %',
  'shift 15 %, first day',
  'swap',
  'drift 2 %/day, caught within 10 days',
];
/** A bound that is broken by its own size costs as much as this share of all lies. */
const FINE = 0.5;

/** Mean share caught in the tuning months, less a fine for each bound that is broken. */
export function worth(panel: Panel, { rules, weights }: Choice, seed: number): { value: number; row: Row } {
  const create = () => new Ours(rules, weights);
  const row: Row = {
    ...measureSingles(panel, panel.tuning, create, seed),
    ...measureDrift(panel, panel.tuning, create, seed),
  };
  let value = 0;
  for (const goal of GOALS) value += (row[goal]?.share ?? 0) / GOALS.length;
  for (const [name, bound] of Object.entries(BOUNDS)) {
    value -= FINE * Math.max(0, (row[name]?.share ?? 0) / bound - 1);
  }
  value -= FINE * Math.max(0, 1 - (row[RELEASED.name]?.share ?? 0) / RELEASED.bound);
  return { value, row };
}

/** What is tried, each by a factor up and down. */
const LIMITS = ['quarantine', 'driftQuarantine'] as const;
const WEIGHTS = ['floor', 'unrest'] as const satisfies readonly (keyof ClassWeights)[];
const FACTORS = [1.1];

/** Coordinate ascent from a start: each figure is moved up or down as long as that is worth it. */
export function choose(panel: Panel, start: Choice, seed: number, say: (line: string) => void): Choice {
  let best = start;
  let known = worth(panel, start, seed).value;
  say(`start ${known.toFixed(4)}`);
  for (const factor of FACTORS) {
    for (const name of [...LIMITS, ...WEIGHTS]) {
      for (const by of [factor, 1 / factor]) {
        for (;;) {
          const next = moved(best, name, by);
          const { value } = worth(panel, next, seed);
          if (value <= known + 1e-4) break;
          [best, known] = [next, value];
          say(`${name} × ${by.toFixed(2)}: ${known.toFixed(4)}`);
        }
      }
    }
  }
  return best;
}

function moved(choice: Choice, name: (typeof LIMITS)[number] | (typeof WEIGHTS)[number], by: number): Choice {
  const times = (value: number) => Number((value * by).toPrecision(3));
  if (name === 'quarantine' || name === 'driftQuarantine')
    return { ...choice, rules: { ...choice.rules, [name]: times(choice.rules[name]) } };
  const { low, medium, high } = choice.weights.classes;
  const classOf = (c: ClassWeights): ClassWeights => ({ ...c, [name]: times(c[name]) });
  const classes = { low: classOf(low), medium: classOf(medium), high: classOf(high) };
  return { ...choice, weights: { ...choice.weights, classes } };
}
