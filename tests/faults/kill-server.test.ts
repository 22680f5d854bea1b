import { describe, expect, it } from 'vitest';
import { SOUND } from './audit';
import { killServer } from './kill-server';

describe('a server that is killed under load', () => {
  it('has lost nothing that it acknowledged and stored nothing twice, three times in a row', async () => {
    const { load, audit } = await killServer(3, 20, 2_000);
    expect(load.acknowledged.length).toBeGreaterThan(100);
    expect(load.statuses.none).toBeGreaterThan(0);
    expect(load.differing).toEqual([]);
    expect(load.unexpected).toEqual([]);
    expect(audit).toMatchObject(SOUND);
  });
});
