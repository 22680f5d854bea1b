/** No character by itself; the other unstorable one is NUL, which PostgreSQL keeps in no text. */
const HALF_PAIR = /[\ud800-\udfff]/u;

/** Told of a text with a character that no database keeps. */
export const UNSTORABLE_TEXT = {
  code: 'unstorable_text',
  message: 'This text holds a character that cannot be stored (NUL or half a surrogate pair); leave it out.',
} as const;

const isUnstorable = (text: string): boolean => text.includes('\0') || HALF_PAIR.test(text);

/** Path of the first text or member name in a parsed JSON value that cannot be stored; `null` when all can. */
export function findUnstorable(value: unknown, path = ''): string | null {
  if (typeof value === 'string') return isUnstorable(value) ? path || 'body' : null;
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return firstOf(value, (item, i) => findUnstorable(item, `${path}[${i}]`));
  return firstOf(Object.entries(value), ([key, item]) => {
    if (isUnstorable(key)) return path || 'body';
    return findUnstorable(item, path === '' ? key : `${path}.${key}`);
  });
}

function firstOf<Item>(
  items: readonly Item[],
  look: (item: Item, i: number) => string | null,
): string | null {
  for (const [i, item] of items.entries()) {
    const found = look(item, i);
    if (found !== null) return found;
  }
  return null;
}
