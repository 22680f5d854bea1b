import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { LOCK_KEYS } from '@/lib/store/lock-keys';

const root = fileURLToPath(new URL('../../../', import.meta.url));

it('has no key twice: whoever holds one would keep somebody else waiting for ever', () => {
  const keys = Object.values(LOCK_KEYS);
  expect(new Set<number>(keys).size).toBe(keys.length);
});

it('names every key that the sources use', () => {
  const sources = ['lib', 'server'].flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  );
  const own = sources.filter((name) => name.endsWith('.ts') && name !== 'lib/store/lock-keys.ts');
  expect(own.length).toBeGreaterThan(100);
  expect(own.filter((name) => /\b5_?060_?7\d\d\b/.test(readFileSync(root + name, 'utf8')))).toEqual([]);
});
