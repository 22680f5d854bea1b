import { addTo, createNormal, solve } from './linear';

const RIDGE = 1e-3;
const ROUNDS = 25;

/** One price with what is known of it. */
export interface Sample {
  readonly x: readonly number[];
  readonly lie: boolean;
}

export interface Logistic {
  readonly intercept: number;
  readonly weights: readonly number[];
}

/** Log odds of a lie by Newton's method with a small ridge; both classes weigh the same. Figures to four decimals. */
export function learnLogistic(samples: readonly Sample[]): Logistic {
  const size = (samples[0]?.x.length ?? 0) + 1;
  const lies = samples.filter((s) => s.lie).length;
  let b = new Array<number>(size).fill(0);
  for (let round = 0; round < ROUNDS; round++) {
    const normal = createNormal(size, RIDGE);
    for (let i = 0; i < size; i++) normal.right[i] = -RIDGE * (b[i] ?? 0);
    for (const { x, lie } of samples) {
      const row = [1, ...x];
      const p = 1 / (1 + Math.exp(-dot(row, b)));
      const weight = 1 / (lie ? lies : samples.length - lies);
      addTo(normal, row, weight * p * (1 - p), weight * ((lie ? 1 : 0) - p));
    }
    const step = solve(normal);
    b = b.map((v, i) => v + (step[i] ?? 0));
  }
  const [intercept = 0, ...weights] = b.map(figure);
  return { intercept, weights };
}

export function logOdds({ intercept, weights }: Logistic, x: readonly number[]): number {
  return intercept + dot(x, weights);
}

export const figure = (value: number) => Number(value.toFixed(4));
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, v, i) => sum + v * (b[i] ?? 0), 0);
