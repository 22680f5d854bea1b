import { fromBase64 } from './bytes';
import { isoTime } from './iso-time';

/** A leaf that cannot be written, or bytes that are not a canonical leaf. Recognised by its code. */
export class LeafError extends Error {
  readonly code = 'BAD_LEAF';
}

/** How one value stands in a leaf: canonical JSON text (RFC 8785) out, the parsed JSON value back in. */
export interface Value<T> {
  /** @throws LeafError when the value has no canonical form */
  write(value: T): string;
  /** @throws LeafError when the JSON value is of another kind or out of range */
  read(json: unknown): T;
}

const PLAIN = /^[ !#-[\]-~]*$/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** JSON text of a string; quotes it directly when nothing in it needs escaping. */
function quote(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`;
  if (LONE_SURROGATE.test(value)) throw new LeafError('a text has a lone surrogate');
  return JSON.stringify(value);
}

function stringOf(json: unknown): string {
  if (typeof json !== 'string') throw new LeafError('expected a text');
  return json;
}

export const text: Value<string> = { write: quote, read: stringOf };

/** A text that matches a pattern. */
function pattern(expected: RegExp, what: string): Value<string> {
  const checked = (value: string) => {
    if (!expected.test(value)) throw new LeafError(`expected ${what}`);
    return value;
  };
  return { write: (value) => `"${checked(value)}"`, read: (json) => checked(stringOf(json)) };
}

export const hashText = pattern(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex');
export const actorText = pattern(/^(?:system|[0-9a-f]{64})$/, '`system` or a commitment');
export const dayText = pattern(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, 'a day such as 2025-12-31');

export const base64Text: Value<string> = {
  write: (value) => `"${base64Text.read(value)}"`,
  read(json) {
    const value = stringOf(json);
    if (fromBase64(value) === null) throw new LeafError('expected Base 64');
    return value;
  },
};

export function oneOf<const T extends string>(...allowed: readonly T[]): Value<T> {
  const quoted = new Map<unknown, string>(allowed.map((name) => [name, `"${name}"`]));
  const refuse = () => new LeafError(`expected one of ${allowed.join(', ')}`);
  return {
    write(value) {
      const written = quoted.get(value);
      if (written === undefined) throw refuse();
      return written;
    },
    read(json) {
      if (!quoted.has(json)) throw refuse();
      return json as T;
    },
  };
}

/** A whole number, 0 … 2^53 − 1. */
export const count: Value<number> = {
  write: (value) => String(count.read(value)),
  read(json) {
    if (!Number.isSafeInteger(json) || (json as number) < 0) throw new LeafError('expected a whole number');
    return json as number;
  },
};

/** A number from 0 to 1. */
export const fraction: Value<number> = {
  write: (value) => String(fraction.read(value)),
  read(json) {
    if (typeof json !== 'number' || !(json >= 0 && json <= 1)) throw new LeafError('expected 0–1');
    return json;
  },
};

const LAST_MOMENT = Date.UTC(10_000, 0) - 1;

/** A moment, in the leaf as `2025-12-12T12:34:56.789Z`. */
export const time: Value<number> = {
  write(value) {
    if (count.read(value) > LAST_MOMENT) throw new LeafError('a moment lies beyond the year 9999');
    return `"${isoTime(value)}"`;
  },
  read(json) {
    const moment = Date.parse(stringOf(json));
    if (!(moment >= 0 && moment <= LAST_MOMENT)) throw new LeafError('expected a moment in UTC');
    return moment;
  },
};

export function listOf<T>(item: Value<T>): Value<readonly T[]> {
  return {
    write: (values) =>
      values.length === 0 ? '[]' : `[${values.map((value) => item.write(value)).join(',')}]`,
    read(json) {
      if (!Array.isArray(json)) throw new LeafError('expected a list');
      return json.map((value) => item.read(value));
    },
  };
}

/** A member of an object: its name in the JSON, its value, and whether it may be absent. */
export interface Field<T> {
  readonly name: string;
  readonly value: Value<T>;
  readonly optional?: boolean;
}

/** Every member of `T`, none forgotten: the compiler asks for each. */
export type Fields<T> = { readonly [K in keyof T]-?: Field<NonNullable<T[K]>> };

/** An object with exactly these members, written in the order of their names. */
export function objectOf<T extends object>(fields: Fields<T>): Value<T> {
  const members = (Object.entries(fields) as [string, Field<unknown>][])
    .map(([property, field]) => ({ property, ...field, head: `${quote(field.name)}:` }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    write(value) {
      const source = value as Readonly<Record<string, unknown>>;
      let json = '';
      for (const { property, head, value: kind } of members) {
        const member = source[property];
        if (member === undefined) continue;
        json += `${json === '' ? '{' : ','}${head}${kind.write(member)}`;
      }
      return `${json}}`;
    },
    read(json) {
      if (typeof json !== 'object' || json === null) throw new LeafError('expected an object');
      const source = json as Readonly<Record<string, unknown>>;
      const object: Record<string, unknown> = {};
      for (const { property, name, value: kind, optional } of members) {
        const member = Object.hasOwn(source, name) ? source[name] : undefined;
        if (member !== undefined) object[property] = readMember(kind, name, member);
        else if (optional !== true) throw new LeafError(`${name} is missing`);
      }
      return object as T;
    },
  };
}

function readMember(kind: Value<unknown>, name: string, member: unknown): unknown {
  try {
    return kind.read(member);
  } catch (error) {
    throw new LeafError(`${name}: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}
