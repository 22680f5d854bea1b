/** Coefficients that bring `rows · β` nearest to `y`; the rows' columns must not depend on each other. */
export function leastSquares(rows: readonly (readonly number[])[], y: readonly number[]): number[] {
  const system = normalEquations(rows, y);
  for (const [i, pivot] of system.entries()) {
    const scale = pivot[i] ?? 1;
    for (const [j, value] of pivot.entries()) pivot[j] = value / scale;
    for (const [k, row] of system.entries()) if (k !== i) subtract(row, pivot, row[i] ?? 0);
  }
  return system.map((row) => row.at(-1) ?? 0);
}

/** The rows of `XᵀX | Xᵀy`. */
function normalEquations(rows: readonly (readonly number[])[], y: readonly number[]): number[][] {
  const width = rows[0]?.length ?? 0;
  const product = (i: number, other: (row: readonly number[], t: number) => number) =>
    rows.reduce((sum, row, t) => sum + (row[i] ?? 0) * other(row, t), 0);
  return Array.from({ length: width }, (_, i) => [
    ...Array.from({ length: width }, (_, j) => product(i, (row) => row[j] ?? 0)),
    product(i, (_, t) => y[t] ?? 0),
  ]);
}

function subtract(row: number[], pivot: readonly number[], factor: number): void {
  for (const [j, value] of pivot.entries()) row[j] = (row[j] ?? 0) - factor * value;
}
