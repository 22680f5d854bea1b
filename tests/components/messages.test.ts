import { describe, expect, it } from 'vitest';
import { SENTENCES } from '@/lib/auth/may';
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

describe('what a token is narrowed to', () => {
  it('has words in both languages', () => {
    for (const { portal } of [id, en])
      expect(Object.keys(portal.may).sort()).toEqual(Object.keys(SENTENCES).sort());
  });
});

describe('the two languages', () => {
  it('say the same things with the same figures in them', () => {
    expect(paths(en).sort()).toEqual(paths(id).sort());
  });
});
