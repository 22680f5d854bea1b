import { BUCKETS } from '@/lib/sentiment/features';
import { CLASSES, type Matrix } from './matrix';
import { minimise } from './minimise';

/** What is chosen on texts that were held out: see `npm run bench -- sentiment-tune`. */
export interface Settings {
  /** Weight of the sum of squares. */
  readonly ridge: number;
  /** Power of the log-count ratio by which a feature is scaled before it is weighed; 0 leaves it as it is. */
  readonly ratio: number;
  /** 0: every text weighs the same; 1: every class does. */
  readonly balance: number;
}

const ROUNDS = 40;
const LEAST_RATIO = 1e-3;
const K = 3;
/** Weights of bucket b at `3 b`, one a class; the intercepts behind them. */
export type Weights = Float64Array;
const INTERCEPTS = K * BUCKETS;

/** Multinomial logistic regression with L2 on features scaled as in NB-SVM, on some rows of a matrix. */
export function learn(matrix: Matrix, rows: readonly number[], settings: Settings): Weights {
  const weightOf = classWeights(
    rows.map((row) => matrix.label[row] ?? 0),
    settings.balance,
  );
  const scale = ratios(matrix, rows, settings.ratio);
  const error = new Float64Array(K);
  const loss = (x: Float64Array, gradient: Float64Array) => {
    const weights = times(x, scale);
    gradient.fill(0);
    let sum = 0;
    for (const row of rows) {
      const truth = matrix.label[row] ?? 0;
      const share = weightOf[truth] ?? 0;
      softmax(matrix, row, weights, error);
      sum -= share * Math.log(error[truth] ?? 0);
      error[truth] = (error[truth] ?? 0) - 1;
      addRow(gradient, matrix, row, share, error);
    }
    return sum + addRidge(gradient, x, scale, settings.ridge);
  };
  return times(minimise(loss, INTERCEPTS + K, ROUNDS), scale);
}

function times(x: Float64Array, scale: Float64Array): Float64Array {
  return x.map((v, i) => v * (scale[i] ?? 1));
}

/** Adds what one text tells to the gradient by weights that are scaled. */
function addRow(gradient: Float64Array, m: Matrix, row: number, share: number, error: Float64Array): void {
  const [a = 0, b = 0, c = 0] = error.map((v) => share * v);
  const add = (at: number, v: number) => {
    gradient[at] = (gradient[at] ?? 0) + v;
  };
  const end = m.start[row + 1] ?? 0;
  for (let i = m.start[row] ?? 0; i < end; i++) {
    const at = K * (m.bucket[i] ?? 0);
    const v = m.value[i] ?? 0;
    add(at, v * a);
    add(at + 1, v * b);
    add(at + 2, v * c);
  }
  add(INTERCEPTS, a);
  add(INTERCEPTS + 1, b);
  add(INTERCEPTS + 2, c);
}

/** Turns the gradient into that by `x`, adds the pull of the ridge, and returns its loss; intercepts are free. */
function addRidge(gradient: Float64Array, x: Float64Array, scale: Float64Array, ridge: number): number {
  let sum = 0;
  for (let i = 0; i < INTERCEPTS; i++) {
    const v = x[i] ?? 0;
    sum += (ridge / 2) * v * v;
    gradient[i] = (scale[i] ?? 1) * (gradient[i] ?? 0) + ridge * v;
  }
  return sum;
}

/** Chances of the classes of one row, written to `out`. */
export function softmax({ start, bucket, value }: Matrix, row: number, w: Weights, out: Float64Array): void {
  let a = w[INTERCEPTS] ?? 0;
  let b = w[INTERCEPTS + 1] ?? 0;
  let c = w[INTERCEPTS + 2] ?? 0;
  for (let i = start[row] ?? 0, end = start[row + 1] ?? 0; i < end; i++) {
    const at = K * (bucket[i] ?? 0);
    const v = value[i] ?? 0;
    a += v * (w[at] ?? 0);
    b += v * (w[at + 1] ?? 0);
    c += v * (w[at + 2] ?? 0);
  }
  const top = Math.max(a, b, c);
  a = Math.exp(a - top);
  b = Math.exp(b - top);
  c = Math.exp(c - top);
  const sum = a + b + c;
  out[0] = a / sum;
  out[1] = b / sum;
  out[2] = c / sum;
}

/** Weight of one text of each class; those of all texts add up to 1. */
export function classWeights(labels: readonly number[], balance: number): number[] {
  const counts = CLASSES.map((_, k) => labels.filter((label) => label === k).length);
  const raw = counts.map((n) => n ** -balance);
  const all = counts.reduce((sum, n, k) => sum + n * (raw[k] ?? 0), 0);
  return raw.map((w) => w / all);
}

/** How much oftener a bucket is filled in texts of a class than in the others: |ln| of it, to a power. */
function ratios({ start, bucket, label }: Matrix, rows: readonly number[], power: number): Float64Array {
  const scale = new Float64Array(INTERCEPTS + K).fill(1);
  if (power === 0) return scale;
  const counts = new Float64Array(INTERCEPTS);
  const totals = [0, 0, 0];
  for (const row of rows) {
    const k = label[row] ?? 0;
    for (let i = start[row] ?? 0, end = start[row + 1] ?? 0; i < end; i++) {
      const at = K * (bucket[i] ?? 0) + k;
      counts[at] = (counts[at] ?? 0) + 1;
      totals[k] = (totals[k] ?? 0) + 1;
    }
  }
  const all = totals.reduce((sum, n) => sum + n, 0);
  for (let at = 0; at < INTERCEPTS; at++) {
    const k = at % K;
    const first = at - k;
    const here = counts[at] ?? 0;
    const filled = (counts[first] ?? 0) + (counts[first + 1] ?? 0) + (counts[first + 2] ?? 0);
    const total = totals[k] ?? 0;
    const ratio = (here + 1) / (total + BUCKETS) / ((filled - here + 1) / (all - total + BUCKETS));
    scale[at] = Math.abs(Math.log(ratio)) ** power + LEAST_RATIO;
  }
  return scale;
}
