/** Normal equations of a regression, summed up sample by sample. */
export interface Normal {
  readonly matrix: number[][];
  readonly right: number[];
}

/** @param ridge on the diagonal */
export function createNormal(size: number, ridge = 0): Normal {
  const matrix = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) => (i === j ? ridge : 0)),
  );
  return { matrix, right: new Array<number>(size).fill(0) };
}

/** Adds `weight` × the outer product of `row`, and `pull` × `row` on the right. */
export function addTo({ matrix, right }: Normal, row: readonly number[], weight: number, pull: number): void {
  row.forEach((value, i) => {
    right[i] = (right[i] ?? 0) + pull * value;
    const line = matrix[i];
    if (line === undefined) return;
    for (let j = 0; j < line.length; j++) line[j] = (line[j] ?? 0) + weight * value * (row[j] ?? 0);
  });
}

/** Gauss and Jordan; the matrix must be positive definite. */
export function solve({ matrix, right }: Normal): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  for (const [i, pivot] of rows.entries()) {
    const scale = pivot[i] ?? 1;
    for (let j = 0; j < pivot.length; j++) pivot[j] = (pivot[j] ?? 0) / scale;
    for (const [k, row] of rows.entries()) {
      const factor = row[i] ?? 0;
      if (k !== i) for (let j = 0; j < row.length; j++) row[j] = (row[j] ?? 0) - factor * (pivot[j] ?? 0);
    }
  }
  return rows.map((row) => row.at(-1) ?? 0);
}
