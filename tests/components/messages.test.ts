import { describe, expect, it } from 'vitest';
import en from '@/messages/en.json';
import id from '@/messages/id.json';

/** Every path to a text, with the names of its placeholders. */
function paths(node: object, at = ''): string[] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [
          `${at}${key} ${[...value.matchAll(/\{(\w+)\}/g)]
            .map((m) => m[1])
            .sort()
            .join(',')}`,
        ]
      : paths(value as object, `${at}${key}.`),
  );
}

describe('the two languages', () => {
  it('say the same things with the same figures in them', () => {
    expect(paths(en).sort()).toEqual(paths(id).sort());
  });
});
