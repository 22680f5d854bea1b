/** Sums of products of `size` columns and a target: all that a least-squares fit needs of its rows. */
export interface Gram {
  readonly size: number;
  /** Row by row. */
  readonly xx: Float64Array;
  readonly xy: Float64Array;
  yy: number;
  rows: number;
}

export function createGram(size: number): Gram {
  return { size, xx: new Float64Array(size * size), xy: new Float64Array(size), yy: 0, rows: 0 };
}

export function addRow(gram: Gram, x: Float64Array, y: number, weight: number): void {
  const { size, xx, xy } = gram;
  for (let i = 0; i < size; i++) {
    const xi = weight * (x[i] as number);
    if (xi === 0) continue;
    xy[i] = (xy[i] as number) + xi * y;
    for (let j = 0; j < size; j++) xx[i * size + j] = (xx[i * size + j] as number) + xi * (x[j] as number);
  }
  gram.yy += weight * y * y;
  gram.rows++;
}

/** `a + sign · b`, as a new one. */
export function combined(a: Gram, b: Gram, sign: 1 | -1): Gram {
  return {
    size: a.size,
    xx: a.xx.map((v, i) => v + sign * (b.xx[i] as number)),
    xy: a.xy.map((v, i) => v + sign * (b.xy[i] as number)),
    yy: a.yy + sign * b.yy,
    rows: a.rows + sign * b.rows,
  };
}

/**
 * Ridge coefficients of the named columns, 0 for all others. The penalty is `ridge` rows of average size for
 * each column, so that it does not depend on units. Columns without any movement get 0.
 */
export function solve(gram: Gram, columns: readonly number[], ridge: number): Float64Array {
  const { size, xx, xy } = gram;
  const beta = new Float64Array(size);
  const used = columns.filter((c) => (xx[c * size + c] as number) > TINY);
  const n = used.length;
  const a = new Float64Array(n * n);
  const b = new Float64Array(n);
  used.forEach((ci, i) => {
    b[i] = xy[ci] as number;
    used.forEach((cj, j) => {
      a[i * n + j] = xx[ci * size + cj] as number;
    });
    a[i * n + i] = (a[i * n + i] as number) * (1 + ridge / Math.max(1, gram.rows));
  });
  cholesky(a, b, n);
  used.forEach((c, i) => {
    beta[c] = b[i] as number;
  });
  return beta;
}

/** How much of the target's sum of squares `beta` takes away; negative when it adds to it. */
export function explained(gram: Gram, beta: Float64Array): number {
  const { size, xx, xy } = gram;
  let sum = 0;
  for (let i = 0; i < size; i++) {
    const bi = beta[i] as number;
    if (bi === 0) continue;
    let row = 0;
    for (let j = 0; j < size; j++) row += (xx[i * size + j] as number) * (beta[j] as number);
    sum += bi * (2 * (xy[i] as number) - row);
  }
  return sum;
}

const TINY = 1e-15;

/** Solves `a · x = b` for a positive definite `a`; both are overwritten, `b` by the answer. */
function cholesky(a: Float64Array, b: Float64Array, n: number): void {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a[i * n + j] as number;
      for (let k = 0; k < j; k++) sum -= (a[i * n + k] as number) * (a[j * n + k] as number);
      a[i * n + j] = i === j ? Math.sqrt(Math.max(sum, TINY)) : sum / (a[j * n + j] as number);
    }
  }
  for (let i = 0; i < n; i++) {
    let sum = b[i] as number;
    for (let k = 0; k < i; k++) sum -= (a[i * n + k] as number) * (b[k] as number);
    b[i] = sum / (a[i * n + i] as number);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i] as number;
    for (let k = i + 1; k < n; k++) sum -= (a[k * n + i] as number) * (b[k] as number);
    b[i] = sum / (a[i * n + i] as number);
  }
}
