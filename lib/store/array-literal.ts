/**
 * PostgreSQL array literals, written straight into one string: a batch of a few hundred rows costs
 * microseconds, where the driver's generic conversion costs a good part of the batch.
 */

/** `{1,2,NULL}` */
export function numberArray(values: readonly (number | bigint | null)[]): string {
  let out = '{';
  for (let i = 0; i < values.length; i++) {
    if (i > 0) out += ',';
    out += values[i] ?? 'NULL';
  }
  return `${out}}`;
}

const NEEDS_ESCAPE = /["\\]/;

/** `{"a","b\"c",NULL}` */
export function textArray(values: readonly (string | null)[]): string {
  let out = '{';
  for (let i = 0; i < values.length; i++) {
    if (i > 0) out += ',';
    const value = values[i];
    if (value === null || value === undefined) out += 'NULL';
    else out += NEEDS_ESCAPE.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : `"${value}"`;
  }
  return `${out}}`;
}

/** Times in ms as an array of ISO strings. */
export function timeArray(values: readonly number[]): string {
  return textArray(values.map((v) => new Date(v).toISOString()));
}
