/**
 * Columns as PostgreSQL takes them in one parameter each. A batch of a few hundred rows costs microseconds,
 * where the driver's generic conversion costs a good part of the batch.
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

/** ASCII's unit separator: JSON escapes it and names may not contain it. */
const SEPARATOR = '\u001f';

/** SQL that turns a parameter written by `separated` back into `text[]`. */
export function fromSeparated(parameter: string): string {
  return `string_to_array(${parameter}, chr(31))`;
}

/** Long texts without escaping a single quote. @param values free of the unit separator */
export function separated(values: readonly string[]): string {
  return values.join(SEPARATOR);
}
