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

const COLDEST = 0.5;
const HOTTEST = 4;
const HEAT_STEP = 0.01;

/**
 * The number that log odds must be divided by so that the chances of held-out texts are right, in the mix of classes
 * that was learnt: least mean log loss.
 */
export function heatOf(matrix: Matrix, folds: readonly Fold[], balance: number): number {
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let heat = COLDEST; heat <= HOTTEST; heat += HEAT_STEP) {
    const loss = lossOf(matrix, folds, balance, heat);
    if (loss < least) [least, best] = [loss, heat];
  }
  return Number(best.toFixed(2));
}

/** Mean log loss of held-out texts, nats. */
export function lossOf(matrix: Matrix, folds: readonly Fold[], balance: number, heat = 1): number {
  const chances = new Float64Array(3);
  const weightOf = classWeights(
    matrix,
    folds.flatMap(({ rows }) => rows),
    balance,
  );
  let sum = 0;
  for (const { rows, weights } of folds) {
    for (const row of rows) {
      const truth = matrix.label[row] ?? 0;
      softmax(matrix, row, weights, chances, heat);
      sum -= (weightOf[truth] ?? 0) * Math.log(chances[truth] ?? 0);
    }
  }
  return sum;
}

/** What the weights of each fold say of the texts that they did not learn from. */
export function answersOf(matrix: Matrix, folds: readonly Fold[]): Answer[] {
  const chances = new Float64Array(CLASSES.length);
  return folds.flatMap(({ rows, weights }) =>
    rows.map((row) => {
      softmax(matrix, row, weights, chances);
      const best = chances.indexOf(Math.max(...chances));
      return { truth: nameOf(matrix.label[row]), said: nameOf(best) };
    }),
  );
}

function nameOf(k = 0) {
  return CLASSES[k] ?? 'neutral';
}
