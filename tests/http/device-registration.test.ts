import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createApiToken } from '@/lib/services/api-tokens';
import { createPool } from '@/lib/store/pool';
import { createPrisma } from '@/lib/store/prisma-client';
import { registerTestDevice } from '../support/device';
import { expectHealthy, expectProblem } from './expect-problem';

const url = inject('serverUrl');
const admin = inject('adminToken');

function post(path: string, body: unknown, token?: string): Promise<Response> {
  return fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });
}

const redeem = (code: string) => post('/api/auth/token', { code });
const register = (body: unknown, token = admin) => post('/api/auth/device/register', body, token);

describe('the registration of a device', () => {
  let pool: Pool;
  beforeAll(() => {
    pool = createPool(inject('serverDatabaseUrl'), 2, () => undefined);
  });
  afterAll(async () => {
    await pool.end();
    await expectHealthy(url);
  });

  it('gives a token, a code and a QR of the address that carries the code in its fragment', async () => {
    const device_id = `DEV-${randomUUID()}`;
    const response = await register({ market_id: 'PASAR-001', device_id, role: 'operator' });
    expect(response.status).toBe(201);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const body = (await response.json()) as Record<string, string>;
    expect(body).toMatchObject({ device_id, market_id: 'PASAR-001' });
    expect(body.qr).toMatch(/^data:image\/svg\+xml;base64,/);
    const address = new URL(body.enrolment_url ?? '');
    const said = new URLSearchParams(address.hash.slice(1));
    expect([...said.keys()]).toEqual(['enrol', 'until']);
    expect(said.get('enrol')).toBe(body.enrolment_code);
    const end = Date.parse(body.enrolment_expires_at ?? '');
    expect(Date.parse(said.get('until') ?? '')).toBe(end - (end % 1_000));
    expect(address.search).toBe('');
    expect(Date.parse(body.enrolment_expires_at ?? '') - Date.now()).toBeLessThanOrEqual(10 * 60_000);
    expect(Buffer.from(body.enrolment_code ?? '', 'base64url').length * 8).toBeGreaterThanOrEqual(128);
  });

  it('keeps neither code nor token, and says in the audit who did it', async () => {
    const device = await registerTestDevice(url, admin);
    const { rows } = await pool.query(
      `SELECT to_jsonb(e)::text || (SELECT jsonb_agg(a)::text FROM audit a WHERE subject = 'device:' || $1) AS kept,
         (SELECT actor_kind FROM audit WHERE subject = 'device:' || $1) AS actor
       FROM device_enrolment e WHERE device_id = $1`,
      [device.deviceId],
    );
    expect(rows[0]?.actor).toBe('api-token');
    expect(rows[0]?.kept).not.toContain(device.enrolmentCode);
    expect(rows[0]?.kept).not.toContain(device.token);
  });

  it('is for administrators alone', async () => {
    const body = { market_id: 'PASAR-001', device_id: 'DEV-X', role: 'operator' };
    const device = await registerTestDevice(url, admin);
    await expectProblem(await post('/api/auth/device/register', body), 401, 'authorization');
    await expectProblem(await register(body, 'smp_guess'), 401);
    await expectProblem(await register(body, device.token), 401);
    const db = createPrisma(pool);
    const auditor = await createApiToken(db, { role: 'auditor', name: 'test', expiresAt: null });
    const stale = await createApiToken(db, { role: 'admin', name: 'test', expiresAt: new Date(0) });
    await expectProblem(await register(body, auditor.token), 403);
    await expectProblem(await register(body, stale.token), 401);
    const { rowCount } = await pool.query(`SELECT FROM device WHERE id = 'DEV-X'`);
    expect(rowCount).toBe(0);
  });

  it.each<[over: Record<string, unknown>, status: number, field: string]>([
    [{ market_id: 'PASAR-999' }, 422, 'market_id'],
    [{ market_id: 5 }, 422, 'market_id'],
    [{ device_id: '' }, 422, 'device_id'],
    [{ device_id: '../etc' }, 422, 'device_id'],
    [{ device_id: '<b>x</b>' }, 422, 'device_id'],
    [{ role: 'admin' }, 422, 'role'],
    [{ simulated: true }, 400, 'simulated'],
    [{ token_version: 9 }, 400, 'token_version'],
  ])('refuses %j', async (over, status, field) => {
    const body = { market_id: 'PASAR-001', device_id: 'DEV-Y', role: 'operator', ...over };
    await expectProblem(await register(body), status, field);
    expect((await pool.query(`SELECT FROM device WHERE id = 'DEV-Y'`)).rowCount).toBe(0);
  });

  it('does not move a device to another market in passing', async () => {
    const device = await registerTestDevice(url, admin);
    await pool.query(
      `WITH elsewhere AS (
         INSERT INTO market (code, name, city, region_id, latitude, longitude, origin)
         VALUES ('PASAR-R', 'Pasar R', 'Medan', 12, 3.6, 98.7, 'registered') RETURNING id)
       UPDATE device SET market_id = (SELECT id FROM elsewhere) WHERE id = $1`,
      [device.deviceId],
    );
    await expectProblem(await register({ market_id: 'PASAR-001', device_id: device.deviceId }), 409);
  });
});

describe('an enrolment code', () => {
  let pool: Pool;
  beforeAll(() => {
    pool = createPool(inject('serverDatabaseUrl'), 2, () => undefined);
  });
  afterAll(() => pool.end());

  it('is asked for as a whole, where it was cut off', async () => {
    const { errors } = await expectProblem(await redeem('R2rj1vTAAe'), 422, 'code');
    expect(errors[0]?.message).toMatch(/whole one-time code/);
  });

  it('is redeemed by exactly one of a hundred at once', async () => {
    const device = await registerTestDevice(url, admin);
    const answers = await Promise.all(Array.from({ length: 100 }, () => redeem(device.enrolmentCode)));
    expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
    expect(answers.filter((a) => a.status === 401)).toHaveLength(99);
    const bodies = await Promise.all(answers.map((a) => a.json() as Promise<{ token?: string }>));
    const [token] = bodies.flatMap((body) => body.token ?? []);
    const response = await device.post(device.reading(), { authorization: `Bearer ${token}` });
    expect(response.status).toBe(202);
  });

  it('answers used, expired, unknown and suspended with the same words', async () => {
    const [used, expired, suspended] = await Promise.all([1, 2, 3].map(() => registerTestDevice(url, admin)));
    if (!used || !expired || !suspended) throw new Error('no devices');
    await (await redeem(used.enrolmentCode)).arrayBuffer();
    await pool.query(`UPDATE device_enrolment SET expires_at = now() - interval '1 s' WHERE device_id = $1`, [
      expired.deviceId,
    ]);
    await pool.query(`UPDATE device SET status = 'suspended' WHERE id = $1`, [suspended.deviceId]);
    const codes = [used, expired, suspended].map((d) => d.enrolmentCode);
    const problems = await Promise.all(
      [...codes, 'A'.repeat(27)].map(async (code) => expectProblem(await redeem(code), 401)),
    );
    expect(new Set(problems.map((p) => JSON.stringify(p))).size).toBe(1);
  });

  it('is worthless once the device is registered anew, so that a lost sheet opens nothing', async () => {
    const device = await registerTestDevice(url, admin);
    const again = await register({ market_id: 'PASAR-001', device_id: device.deviceId });
    const { enrolment_code } = (await again.json()) as { enrolment_code: string };
    await expectProblem(await redeem(device.enrolmentCode), 401);
    expect((await redeem(enrolment_code)).status).toBe(200);
  });

  it.each<[body: unknown, status: number, field: string]>([
    [{}, 422, 'code'],
    [{ code: 'short' }, 422, 'code'],
    [{ code: ['x'.repeat(27)] }, 422, 'code'],
    [{ code: 'x'.repeat(27), device_id: 'DEV-001' }, 400, 'device_id'],
  ])('has a shape: %j', async (body, status, field) => {
    await expectProblem(await post('/api/auth/token', body), status, field);
  });
});

describe('a device token', () => {
  it('is renewed before it expires, and the old one runs on', async () => {
    const device = await registerTestDevice(url, admin);
    const response = await post('/api/auth/token', {}, device.token);
    expect(response.status).toBe(200);
    const { token, device_id } = (await response.json()) as { token: string; device_id: string };
    expect(device_id).toBe(device.deviceId);
    for (const held of [token, device.token]) {
      const at = new Date(Date.now() - (held === token ? 1000 : 2000)).toISOString();
      const posted = await device.post(device.reading({ timestamp: at }), {
        authorization: `Bearer ${held}`,
      });
      expect(posted.status).toBe(202);
    }
  });

  it('is worthless once the device is registered anew', async () => {
    const device = await registerTestDevice(url, admin);
    const again = await register({ market_id: 'PASAR-001', device_id: device.deviceId });
    expect(again.status).toBe(201);
    await expect.poll(async () => (await device.post(device.reading())).status, { timeout: 5_000 }).toBe(401);
    await expectProblem(await post('/api/auth/token', {}, device.token), 401);
    const { token } = (await again.json()) as { token: string };
    expect((await device.post(device.reading(), { authorization: `Bearer ${token}` })).status).toBe(202);
  });

  it('is held by one alone when a device is registered many times at once', async () => {
    const device_id = `DEV-${randomUUID()}`;
    const body = { market_id: 'PASAR-001', device_id };
    const answers = await Promise.all(Array.from({ length: 12 }, () => register(body)));
    expect(answers.map((a) => a.status)).toEqual(answers.map(() => 201));
    const tokens = await Promise.all(answers.map(async (a) => ((await a.json()) as { token: string }).token));
    const renewals = await Promise.all(tokens.map((token) => post('/api/auth/token', {}, token)));
    expect(renewals.filter((r) => r.status === 200)).toHaveLength(1);
  });

  it.each([
    ['suspended', 403],
    ['revoked', 401],
  ])('stops working when its device is %s by another instance', async (status, answer) => {
    const device = await registerTestDevice(url, admin);
    expect((await device.post(device.reading())).status).toBe(202);
    const pool = createPool(inject('serverDatabaseUrl'), 1, () => undefined);
    await pool.query('UPDATE device SET status = $2, changed_at = now() WHERE id = $1', [
      device.deviceId,
      status,
    ]);
    await pool.end();
    await expect
      .poll(async () => (await device.post(device.reading())).status, { timeout: 5_000 })
      .toBe(answer);
  });
});
