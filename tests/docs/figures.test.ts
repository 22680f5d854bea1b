import { describe, expect, it } from 'vitest';
import { read } from './documents';

describe('figures that the documents share with the code', () => {
  it('are the same: markets of the simulated country', () => {
    const [, markets] = /const MARKETS = (\d+);/.exec(read('server/demo/backfill.ts')) ?? [];
    const [, said] = /a simulated country of (\d+) markets/.exec(read('README.md')) ?? [];
    expect(said).toBe(markets);
  });
});
