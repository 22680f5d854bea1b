/**
 * SQL that makes rows of columns, the n-th row of the n-th element of each. In a SELECT list set-returning functions
 * advance in step and hand over element by element (PostgreSQL's manual, "SQL Functions Returning Sets"); in FROM the rows of
 * each array are stored before the first is read.
 *
 * @param columns arrays of one length, by the names that their columns get
 */
export function inStep(columns: Readonly<Record<string, string>>): string {
  const lists = Object.entries(columns).map(([name, array]) => `unnest(${array}) AS ${name}`);
  return `(SELECT ${lists.join(', ')})`;
}
