import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createPool } from '@/lib/store/pool';
import { registerTestDevice, type TestDevice } from '../support/device';
import { expectProblem } from './expect-problem';

const url = inject('serverUrl');

describe('POST /ingest lets a device speak for itself and its own market alone', () => {
  let mine: TestDevice;
  let other: TestDevice;
  let pool: Pool;
  beforeAll(async () => {
    pool = createPool(inject('serverDatabaseUrl'), 1, () => undefined);
    mine = await registerTestDevice(url, inject('adminToken'));
    other = await registerTestDevice(url, inject('adminToken'));
  });
  afterAll(() => pool.end());

  it('refuses the name of another device', async () => {
    const response = await mine.post(mine.reading({ device_id: other.deviceId }));
    const problem = await expectProblem(response, 403, 'device_id');
    expect(problem.errors[0]?.code).toBe('not_yours');
  });

  it('refuses the market of another device', async () => {
    await pool.query(`INSERT INTO market (code, name, city, region_id, latitude, longitude, origin)
      VALUES ('PASAR-403', 'Pasar lain', 'Bandung', 32, -6.9, 107.6, 'registered') ON CONFLICT DO NOTHING`);
    await pool.query(
      `UPDATE device SET market_id = (SELECT id FROM market WHERE code = 'PASAR-403'), changed_at = now()
       WHERE id = $1`,
      [other.deviceId],
    );
    await expect.poll(async () => (await other.post(other.reading())).status, { timeout: 20_000 }).toBe(403);
    const problem = await expectProblem(await other.post(other.reading()), 403, 'market_id');
    expect(problem.errors[0]?.code).toBe('not_yours');
  });

  it('refuses a foreign reading within a batch and stores the others', async () => {
    const readings = [mine.reading(), mine.reading({ device_id: other.deviceId })];
    const response = await mine.post({ readings });
    expect(response.status).toBe(202);
    const body = (await response.json()) as { results: { status: number; errors?: { field: string }[] }[] };
    expect(body.results.map((r) => r.status)).toEqual([202, 403]);
    expect(body.results[1]?.errors?.[0]?.field).toBe('readings[1].device_id');
  });
});
