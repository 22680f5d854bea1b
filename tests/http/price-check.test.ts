import { beforeEach, describe, expect, inject, it } from 'vitest';
import { createPool } from '@/lib/store/pool';
import { registerTestDevice, type TestDevice } from '../support/device';
import { expectProblem } from './expect-problem';

const url = inject('serverUrl');

describe('POST /api/validation/price/check judges and stores nothing', () => {
  let device: TestDevice;
  beforeEach(async () => {
    device = await registerTestDevice(url, inject('adminToken'));
  });

  const check = (body: unknown) =>
    fetch(`${url}/api/validation/price/check`, {
      method: 'POST',
      headers: { authorization: `Bearer ${device.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('explains its verdict in both languages, and leaves no row behind', async () => {
    const response = await check(device.reading({ prices: { garam: 12_000 } }));
    expect(response.status).toBe(200);
    const { stored, prices } = (await response.json()) as {
      stored: boolean;
      prices: { lane: string; explanation: { id: string; en: string }; detectors: unknown[] }[];
    };
    expect(stored).toBe(false);
    expect(prices[0]?.explanation.id).not.toBe('');
    expect(prices[0]?.explanation.en).not.toBe(prices[0]?.explanation.id);
    const pool = createPool(inject('serverDatabaseUrl'), 1, () => undefined);
    const { rows } = await pool.query('SELECT count(*)::int AS n FROM reading WHERE device_id = $1', [
      device.deviceId,
    ]);
    await pool.end();
    expect(rows[0]).toEqual({ n: 0 });
  });

  it('remembers nothing: the hundredth check reads as the first', async () => {
    const reading = device.reading({ prices: { 'tepung-terigu-kemasan': 12_000 } });
    const first = await (await check(reading)).text();
    for (let i = 0; i < 99; i++) await (await check(reading)).arrayBuffer();
    expect(await (await check(reading)).text()).toBe(first);
  });

  it('judges as the ingest door does', async () => {
    const reading = device.reading({ prices: { 'beras-sphp': 1_250_000 } });
    const { prices } = (await (await check(reading)).json()) as { prices: Record<string, unknown>[] };
    const said = (await (await device.post(reading)).json()) as { prices: Record<string, unknown>[] };
    for (const field of ['lane', 'flags', 'score', 'expected', 'accepted_range', 'impact_score'])
      expect(prices[0]?.[field], field).toEqual(said.prices[0]?.[field]);
  });

  it('refuses what ingest refuses', async () => {
    await expectProblem(await check(device.reading({ prices: { emas: 1 } })), 422, 'prices.emas');
    await expectProblem(await check(device.reading({ device_id: 'DEV-OTHER' })), 403, 'device_id');
    await expectProblem(await check({ readings: [device.reading()] }), 422);
  });
});
