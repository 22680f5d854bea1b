import { isoTime } from '@/lib/market/iso-time';
import { fromBase64 } from './bytes';

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
  /**
   * Pattern of texts that are canonical beyond doubt, so that a whole log can be checked without taking each
   * leaf apart; null when there is no simple one. May miss canonical texts, never takes others.
   */
  readonly plain: string | null;
}

const PLAIN = /^[ !#-[\]-~]*$/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** JSON text of a string; quotes it directly when nothing in it needs escaping. */
export function quote(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`;
  if (LONE_SURROGATE.test(value)) throw new LeafError('a text has a lone surrogate');
  return JSON.stringify(value);
}

function stringOf(json: unknown): string {
  if (typeof json !== 'string') throw new LeafError('expected a text');
  return json;
}

export const text: Value<string> = { write: quote, read: stringOf, plain: '"[ !#-\\[\\]-~]*"' };

/** A text that matches a pattern. */
function pattern(source: string, what: string): Value<string> {
  const expected = new RegExp(`^(?:${source})$`);
  const checked = (value: string) => {
    if (!expected.test(value)) throw new LeafError(`expected ${what}`);
    return value;
  };
  return {
    write: (value) => `"${checked(value)}"`,
    read: (json) => checked(stringOf(json)),
    plain: `"(?:${source})"`,
  };
}

export const hashText = pattern('[0-9a-f]{64}', 'a SHA-256 in lower-case hex');
export const actorText = pattern('system|[0-9a-f]{64}', '`system` or a commitment');
export const dayText = pattern('[0-9]{4}-[0-9]{2}-[0-9]{2}', 'a day such as 2025-12-31');

export const base64Text: Value<string> = {
  write: (value) => `"${base64Text.read(value)}"`,
  read(json) {
    const value = stringOf(json);
    if (fromBase64(value) === null) throw new LeafError('expected Base 64');
    return value;
  },
  plain: null,
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
    plain: `"(?:${allowed.join('|')})"`,
  };
}

/** A whole number, 0 … 2^53 − 1. */
export const count: Value<number> = {
  write: (value) => String(count.read(value)),
  read(json) {
    if (!Number.isSafeInteger(json) || (json as number) < 0) throw new LeafError('expected a whole number');
    return json as number;
  },
  plain: '(?:0|[1-9][0-9]{0,14})',
};

/** A number from 0 to 1. */
export const fraction: Value<number> = {
  write: (value) => String(fraction.read(value)),
  read(json) {
    if (typeof json !== 'number' || !(json >= 0 && json <= 1)) throw new LeafError('expected 0–1');
    return json;
  },
  // A decimal of up to 15 digits is the shortest one for its number; below 1e-6 an exponent is due.
  plain: '(?:[01]|0\\.(?!000000)[0-9]{0,14}[1-9])',
};

/** Months with their days, without the leap day. */
const DAYS = '(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31';
export const LAST_MOMENT = Date.UTC(10_000, 0) - 1;

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
  plain: `"(?:19[7-9][0-9]|[2-9][0-9]{3})-(?:${DAYS})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\\.[0-9]{3}Z"`,
};

export function listOf<T>(item: Value<T>): Value<readonly T[]> {
  return {
    write: (values) =>
      values.length === 0 ? '[]' : `[${values.map((value) => item.write(value)).join(',')}]`,
    read(json) {
      if (!Array.isArray(json)) throw new LeafError('expected a list');
      return json.map((value) => item.read(value));
    },
    plain: item.plain && `\\[(?:${item.plain}(?:,${item.plain})*)?\\]`,
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
    plain: plainObject(members),
  };
}

/** The first member in order is never optional, so each later one brings its comma along. */
function plainObject(members: readonly (Field<unknown> & { readonly head: string })[]): string | null {
  let pattern = '';
  for (const { head, value, optional } of members) {
    if (value.plain === null && optional !== true) return null;
    if (value.plain === null) continue;
    const member = `${pattern === '' ? '' : ','}${head}${value.plain}`;
    pattern += optional === true ? `(?:${member})?` : member;
  }
  return members[0]?.optional === true ? null : `\\{${pattern}\\}`;
}

function readMember(kind: Value<unknown>, name: string, member: unknown): unknown {
  try {
    return kind.read(member);
  } catch (error) {
    throw new LeafError(`${name}: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}
