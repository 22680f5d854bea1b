const MEMORY = 7;
const ENOUGH_FALL = 1e-4;
const MOST_HALVINGS = 20;
/** Falls smaller than this part of the value end the search. */
const SMALLEST_FALL = 1e-3;

/** Writes the gradient at `x` and returns the value there. */
export type Loss = (x: Float64Array, gradient: Float64Array) => number;

interface Pair {
  readonly moved: Float64Array;
  readonly turned: Float64Array;
  readonly inverse: number;
}

/** L-BFGS with backtracking: the lowest point of a smooth convex loss, from zero, in at most `rounds` steps. */
export function minimise(loss: Loss, size: number, rounds: number): Float64Array {
  let x = new Float64Array(size);
  let gradient = new Float64Array(size);
  let value = loss(x, gradient);
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round++) {
    const way = direction(gradient, pairs);
    const slope = dot(gradient, way);
    let step = pairs.length === 0 ? 1 / Math.sqrt(dot(gradient, gradient)) : 1;
    const next = new Float64Array(size);
    const nextGradient = new Float64Array(size);
    let nextValue = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < MOST_HALVINGS; tries++, step /= 2) {
      for (let i = 0; i < size; i++) next[i] = (x[i] ?? 0) - step * (way[i] ?? 0);
      nextValue = loss(next, nextGradient);
      if (nextValue <= value - ENOUGH_FALL * step * slope) break;
    }
    if (!(nextValue < value)) return x;
    remember(pairs, minus(next, x), minus(nextGradient, gradient));
    const fall = value - nextValue;
    [x, gradient, value] = [next, nextGradient, nextValue];
    if (fall < SMALLEST_FALL * Math.abs(value)) return x;
  }
  return x;
}

/** The gradient times what the last steps tell of the inverse curvature. */
function direction(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const way = gradient.slice();
  const weights = new Map<Pair, number>();
  for (const pair of [...pairs].reverse()) {
    const weight = pair.inverse * dot(pair.moved, way);
    weights.set(pair, weight);
    addTo(way, -weight, pair.turned);
  }
  const last = pairs.at(-1);
  if (last !== undefined) {
    const scale = 1 / (last.inverse * dot(last.turned, last.turned));
    for (let i = 0; i < way.length; i++) way[i] = scale * (way[i] ?? 0);
  }
  for (const pair of pairs)
    addTo(way, (weights.get(pair) ?? 0) - pair.inverse * dot(pair.turned, way), pair.moved);
  return way;
}

function remember(pairs: Pair[], moved: Float64Array, turned: Float64Array): void {
  const bend = dot(moved, turned);
  if (bend <= 0) return;
  pairs.push({ moved, turned, inverse: 1 / bend });
  if (pairs.length > MEMORY) pairs.shift();
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((v, i) => v - (b[i] ?? 0));
}

function addTo(a: Float64Array, times: number, b: Float64Array): void {
  for (let i = 0; i < a.length; i++) a[i] = (a[i] ?? 0) + times * (b[i] ?? 0);
}
