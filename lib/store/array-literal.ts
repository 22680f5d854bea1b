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

/** The same, grown value by value. */
export class ArrayLiteral {
  #text = '';

  /** Text of any content. */
  quoted(value: string): void {
    const escaped = NEEDS_ESCAPE.test(value) ? value.replace(/["\\]/g, '\\$&') : value;
    this.#text += this.#text === '' ? `"${escaped}"` : `,"${escaped}"`;
  }

  /** A number, or text that needs no quotes (a UUID). */
  plain(value: number | string | null): void {
    const written = value ?? 'NULL';
    this.#text += this.#text === '' ? written : `,${written}`;
  }

  text(): string {
    return `{${this.#text}}`;
  }
}
