import { seeded } from '../judge/random';
import { classWeights, learn, type Settings, softmax, type Weights } from './learn';
import { CLASSES, type Matrix } from './matrix';
import type { Answer } from './score';

const FOLDS = 5;

/** Rows that are held out, and the weights learnt from all others. */
export interface Fold {
  readonly rows: readonly number[];
  readonly weights: Weights;
}

/** Every row is held out once, by a draw of the seed; the first `folds` of five draws are learnt. */
export function* holdOut(matrix: Matrix, settings: Settings, seed: number, folds = FOLDS): Generator<Fold> {
  const random = seeded(seed);
  const drawn = Array.from(matrix.label, () => Math.floor(random() * FOLDS));
  for (let fold = 0; fold < folds; fold++) {
    const inside = (held: boolean) => drawn.flatMap((f, row) => ((f === fold) === held ? [row] : []));
    yield { rows: inside(true), weights: learn(matrix, inside(false), settings) };
  }
}

/** What was said of a text by weights that did not learn from it. */
export interface Held {
  /** Class that people gave it. */
  readonly truth: number;
  readonly chances: Float64Array;
}

export function heldOf(matrix: Matrix, folds: Iterable<Fold>): Held[] {
  return [...folds].flatMap(({ rows, weights }) =>
    rows.map((row) => {
      const chances = new Float64Array(CLASSES.length);
      softmax(matrix, row, weights, chances);
      return { truth: matrix.label[row] ?? 0, chances };
    }),
  );
}

export function answersOf(held: readonly Held[]): Answer[] {
  return held.map(({ truth, chances }) => ({
    truth: nameOf(truth),
    said: nameOf(chances.indexOf(Math.max(...chances))),
  }));
}

function nameOf(k: number) {
  return CLASSES[k] ?? 'neutral';
}

/** Mean log loss in the mix of classes that is learnt, nats. @param heat divides the log odds */
export function lossOf(held: readonly Held[], balance: number, heat = 1): number {
  const weightOf = classWeights(
    held.map(({ truth }) => truth),
    balance,
  );
  return held.reduce((sum, { truth, chances }) => {
    const cooled = chances.map((p) => p ** (1 / heat));
    const all = cooled.reduce((total, p) => total + p, 0);
    return sum - (weightOf[truth] ?? 0) * Math.log((cooled[truth] ?? 0) / all);
  }, 0);
}

const COLDEST = 0.5;
const HOTTEST = 4;
const HEAT_STEP = 0.01;

/** The number that log odds must be divided by so that the chances of held-out texts are right: least mean log loss. */
export function heatOf(held: readonly Held[], balance: number): number {
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let heat = COLDEST; heat <= HOTTEST; heat += HEAT_STEP) {
    const loss = lossOf(held, balance, heat);
    if (loss < least) [least, best] = [loss, heat];
  }
  return Number(best.toFixed(2));
}
