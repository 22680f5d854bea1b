import { describe, expect, it } from 'vitest';
import { SOUND } from './audit';
import { killPostgres } from './kill-postgres';

describe('a server whose database is killed under load', () => {
  it('answers 503 and when to come back, recovers by itself, and has lost nothing', async () => {
    const { load, audit, visitors, serverLived } = await killPostgres(1, 20, 1_500);
    expect(serverLived).toBe(true);
    expect(load.statuses['503']).toBeGreaterThan(0);
    expect(load.silent).toBe(0);
    expect(load.unexpected).toEqual([]);
    expect(Object.keys(visitors).sort()).toEqual(['200', '503']);
    expect(load.differing).toEqual([]);
    expect(audit).toMatchObject(SOUND);
  });
});
