import { closingQuote } from './json-string';

const QUOTE = 0x22;
const COLON = 0x3a;

/** How many member names a valid JSON text holds, repeated ones included. */
export function countKeysInText(text: string): number {
  let keys = 0;
  let at = text.indexOf('"');
  while (at >= 0) {
    let next = closingQuote(text, at) + 1;
    let code = text.charCodeAt(next);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) {
      next += 1;
      code = text.charCodeAt(next);
    }
    if (code === COLON) keys += 1;
    at = code === QUOTE ? next : text.indexOf('"', next);
  }
  return keys;
}

export interface Census {
  /** Member names in the whole tree. */
  keys: number;
  /** Levels of objects and arrays; a scalar has none. */
  depth: number;
  /** Path of a member name that could reach an object's prototype. */
  dangerous: string | null;
}

const DANGEROUS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Walks a parsed JSON value down to `maxDepth` levels, counting names. */
export function takeCensus(value: unknown, maxDepth: number): Census {
  const census: Census = { keys: 0, depth: 0, dangerous: null };
  walk(value, '', 1, maxDepth, census);
  return census;
}

function walk(value: unknown, path: string, depth: number, maxDepth: number, census: Census): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > census.depth) census.depth = depth;
  if (depth > maxDepth) return;
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) walk(item, `${path}[${i}]`, depth + 1, maxDepth, census);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    census.keys += 1;
    if (DANGEROUS.has(key)) census.dangerous ??= path === '' ? key : `${path}.${key}`;
    if (typeof item === 'object')
      walk(item, path === '' ? key : `${path}.${key}`, depth + 1, maxDepth, census);
  }
}
