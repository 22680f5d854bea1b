import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { read, root } from './documents';

describe('figures and names that the documents share with the code', () => {
  it('are the same: markets of the simulated country', () => {
    const [, markets] = /const MARKETS = (\d+);/.exec(read('server/demo/backfill.ts')) ?? [];
    const [, said] = /a simulated country of (\d+) markets/.exec(read('README.md')) ?? [];
    expect(said).toBe(markets);
  });

  it('are the same: what is kept in the data folder', () => {
    const files = ['lib', 'server'].flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
    );
    const sources = files.filter((file) => file.endsWith('.ts')).map(read);
    const kept = sources.flatMap((source) => [
      ...source.matchAll(/join\((?:config\.)?dataDir, '([a-z-]+)'/g),
    ]);
    const names = new Set(kept.map(([, name = '']) => name));
    expect(names.size).toBeGreaterThan(5);
    const operations = read('docs/operations.md');
    const untold = [...names].filter((name) => !new RegExp(`^\\| \`${name}/?\` \\|`, 'm').test(operations));
    expect(untold).toEqual([]);
  });
});
