import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createApiToken } from '@/lib/services/api-tokens';
import { verifyStoredLedger } from '@/lib/services/verify-stored-ledger';
import { createPool } from '@/lib/store/pool';
import { createPrisma, type Db } from '@/lib/store/prisma-client';
import { registerTestDevice, type TestDevice } from '../support/device';
import { expectProblem } from './expect-problem';

const url = inject('serverUrl');
const admin = inject('adminToken');

function post(path: string, body: unknown, token: string | null = admin): Promise<Response> {
  return fetch(url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
}

const get = (path: string, token = admin) =>
  fetch(url + path, { headers: { authorization: `Bearer ${token}` } });

interface Result {
  readonly status: number;
  readonly device_id: string;
  readonly state?: string;
  readonly enrolment_code?: string;
  readonly errors?: readonly { readonly field: string; readonly code: string }[];
}

async function act(device: TestDevice, action: string, token = admin): Promise<Result> {
  const response = await post(
    '/api/devices/act',
    { device_ids: [device.deviceId], action, reason: 'a test' },
    token,
  );
  expect(response.status).toBe(200);
  const [result] = ((await response.json()) as { results: Result[] }).results;
  if (result === undefined) throw new Error('no result');
  return result;
}

async function listed(device: TestDevice): Promise<Record<string, unknown>> {
  const response = await get(`/api/devices?q=${device.deviceId}`);
  const { devices } = (await response.json()) as { devices: Record<string, unknown>[] };
  if (devices[0] === undefined) throw new Error('the device is not listed');
  return devices[0];
}

const later = (device: TestDevice, seconds: number) =>
  device.reading({ timestamp: new Date(Date.now() - seconds * 1000).toISOString() });

describe('the life of a device', () => {
  let pool: Pool;
  let db: Db;
  beforeAll(() => {
    pool = createPool(inject('serverDatabaseUrl'), 2, () => undefined);
    db = createPrisma(pool);
  });
  afterAll(async () => {
    await db.$disconnect();
    await pool.end();
  });

  it('goes from active to suspended and back, to revoked and to retired, and its doors follow at once', async () => {
    const device = await registerTestDevice(url, admin);
    expect((await device.post(later(device, 1))).status).toBe(202);
    expect(await act(device, 'suspend')).toMatchObject({ status: 200, state: 'suspended' });
    await expectProblem(await device.post(later(device, 2)), 403);
    expect(await act(device, 'resume')).toMatchObject({ state: 'active' });
    expect((await device.post(later(device, 3))).status).toBe(202);
    expect(await act(device, 'revoke')).toMatchObject({ state: 'revoked' });
    await expectProblem(await device.post(later(device, 4)), 401);
    expect(await act(device, 'resume')).toMatchObject({ status: 409, errors: [{ code: 'wrong_state' }] });
    expect(await act(device, 'retire')).toMatchObject({ state: 'retired' });
    const again = await post('/api/auth/device/register', {
      market_id: 'PASAR-001',
      device_id: device.deviceId,
    });
    await expectProblem(again, 409);
  });

  it('is written into the audit and the ledger, which still verifies', async () => {
    const device = await registerTestDevice(url, admin);
    await act(device, 'suspend');
    const { rows } = await pool.query('SELECT before, after FROM audit WHERE subject = $1 AND action = $2', [
      `device:${device.deviceId}`,
      'device.suspend',
    ]);
    expect(rows).toEqual([{ before: { state: 'active' }, after: { state: 'suspended', reason: 'a test' } }]);
    expect(await verifyStoredLedger(pool)).toMatchObject({ ok: true });
  });

  it('is moved by administrators and operators alone, and seen by auditors', async () => {
    const device = await registerTestDevice(url, admin);
    const of = async (role: string) =>
      (await createApiToken(db, { role, name: 'test', expiresAt: null })).token;
    const [auditor, enumerator, operator] = [
      await of('auditor'),
      await of('enumerator'),
      await of('operator'),
    ];
    const body = { device_ids: [device.deviceId], action: 'suspend' };
    for (const token of [auditor, enumerator, device.token])
      expect([401, 403]).toContain((await post('/api/devices/act', body, token)).status);
    expect((await get('/api/devices', auditor)).status).toBe(200);
    await expectProblem(await get('/api/devices', enumerator), 403);
    expect(await act(device, 'suspend', operator)).toMatchObject({ state: 'suspended' });
  });

  it('begins anew with a code after it was revoked, and the old token stays worthless', async () => {
    const device = await registerTestDevice(url, admin);
    await act(device, 'revoke');
    const made = (await (await post('/api/devices/code', { device_ids: [device.deviceId] })).json()) as {
      results: Result[];
    };
    expect((await listed(device)).state).toBe('pending');
    const issued = await post('/api/auth/token', { code: made.results[0]?.enrolment_code }, null);
    const { token } = (await issued.json()) as { token: string };
    expect((await listed(device)).state).toBe('active');
    await expectProblem(await device.post(later(device, 1)), 401);
    expect((await device.post(later(device, 1), { authorization: `Bearer ${token}` })).status).toBe(202);
  });

  it('leaves nobody who has the old token the way to a new one, once a code was redeemed', async () => {
    const device = await registerTestDevice(url, admin);
    const made = (await (await post('/api/devices/code', { device_ids: [device.deviceId] })).json()) as {
      results: Result[];
    };
    const issued = await post('/api/auth/token', { code: made.results[0]?.enrolment_code }, null);
    const { token } = (await issued.json()) as { token: string };
    expect((await device.post(later(device, 1))).status).toBe(202);
    await expectProblem(await post('/api/auth/token', {}, device.token), 401);
    expect((await post('/api/auth/token', {}, token)).status).toBe(200);
    expect((await post('/api/auth/token', {}, token)).status).toBe(200);
  });

  it('lets the token before a renewal run on for a while, and no longer', async () => {
    const device = await registerTestDevice(url, admin);
    const first = (await (await post('/api/auth/token', {}, device.token)).json()) as { token: string };
    expect((await device.post(later(device, 1))).status).toBe(202);
    // The answer was lost: the old token is shown again, and what was given first goes on working.
    expect((await post('/api/auth/token', {}, device.token)).status).toBe(200);
    expect((await device.post(later(device, 2), { authorization: `Bearer ${first.token}` })).status).toBe(
      202,
    );
    await pool.query(
      `UPDATE device SET previous_until = now() - interval '1 s', changed_at = now() WHERE id = $1`,
      [device.deviceId],
    );
    await expect.poll(async () => (await device.post(later(device, 3))).status, { timeout: 5_000 }).toBe(401);
    expect((await device.post(later(device, 4), { authorization: `Bearer ${first.token}` })).status).toBe(
      202,
    );
  });

  it('refuses a question that cannot be, naming the field', async () => {
    await expectProblem(
      await post('/api/devices/act', { device_ids: [], action: 'suspend' }),
      422,
      'device_ids',
    );
    await expectProblem(
      await post('/api/devices/act', { device_ids: ['X'], action: 'explode' }),
      422,
      'action',
    );
    await expectProblem(await get('/api/devices?state=lost'), 422, 'state');
    await expectProblem(
      await post('/api/devices/settings', { device_ids: ['X'], commodities: ['batu'] }),
      422,
      'commodities',
    );
    expect(
      await (await post('/api/devices/act', { device_ids: ['NOBODY'], action: 'revoke' })).json(),
    ).toMatchObject({
      results: [{ device_id: 'NOBODY', status: 404 }],
    });
  });

  it('says what it needs to be told and hears what is asked of it', async () => {
    const device = await registerTestDevice(url, admin);
    expect(await (await get('/api/devices/config', device.token)).json()).toEqual({
      interval_seconds: null,
      commodities: null,
      names: null,
    });
    const settings = {
      device_ids: [device.deviceId],
      group: 'utara',
      interval_seconds: 60,
      commodities: ['beras-medium'],
    };
    expect((await post('/api/devices/settings', settings)).status).toBe(200);
    const told = (await (await get('/api/devices/config', device.token)).json()) as { names: string[] };
    expect(told).toMatchObject({ interval_seconds: 60, commodities: ['beras-medium'] });
    // What its market calls it, and nothing that means something else there.
    expect(told.names).toEqual(expect.arrayContaining(['beras', 'beras medium']));
    expect(told.names).not.toContain('cabai');
    expect(told.names).not.toContain('beras premium');
    const status = {
      battery: 42,
      queue_depth: 9,
      software: 'test/1',
      time: new Date(Date.now() - 90_000).toISOString(),
    };
    expect((await post('/api/devices/status', status, device.token)).status).toBe(200);
    await expect.poll(async () => (await listed(device)).battery, { timeout: 10_000 }).toBe(42);
    const shown = await listed(device);
    expect(shown).toMatchObject({ group: 'utara', queue_depth: 9, software: 'test/1', silent_since: null });
    expect(Math.abs(Number(shown.clock_offset_ms) - 90_000)).toBeLessThan(5_000);
    await expectProblem(await post('/api/devices/status', { battery: 900 }, device.token), 422, 'battery');
  });
});

describe('a list of devices', () => {
  it('is registered row by row: each has its code or what is wrong with it', async () => {
    const name = randomUUID().slice(0, 8);
    const csv = `device_id,market_id,role,group\nD1-${name},PASAR-001,operator,timur\nD2-${name},PASAR-999,,\nD1-${name},PASAR-001,,\n../x,PASAR-001,,\nD3-${name},PASAR-001,raja,\n`;
    const response = await post('/api/devices/import', { csv });
    expect(response.status).toBe(200);
    const body = (await response.json()) as { registered: number; refused: number; results: Result[] };
    expect(body).toMatchObject({ registered: 1, refused: 4 });
    expect(body.results.map((r) => [r.status, r.errors?.[0]?.field])).toEqual([
      [201, undefined],
      [422, 'market_id'],
      [422, 'device_id'],
      [422, 'device_id'],
      [422, 'role'],
    ]);
    const issued = await post('/api/auth/token', { code: body.results[0]?.enrolment_code }, null);
    expect(await issued.json()).toMatchObject({ device_id: `D1-${name}` });
    const again = (await (await post('/api/devices/import', { csv })).json()) as { registered: number };
    expect(again.registered).toBe(0);
  });

  it.each(['', 'a,b\n1,2\n', 'market_id,device_id\n', 'market_id,device_id\n"x'])(
    'is refused whole: %j',
    async (csv) => {
      await expectProblem(await post('/api/devices/import', { csv }), 422);
    },
  );
});

describe('a device with a key of its own', () => {
  const kinds = ['ed25519', 'p256'] as const;

  function makeKey(kind: (typeof kinds)[number]) {
    const pair =
      kind === 'ed25519'
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const spki = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const seal = (text: string) =>
      (kind === 'ed25519'
        ? sign(null, Buffer.from(text), pair.privateKey)
        : sign('sha256', Buffer.from(text), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' })
      ).toString('base64');
    return { spki, seal };
  }

  async function enrol(spki: string): Promise<{ device: TestDevice; token: string }> {
    const device = await registerTestDevice(url, admin);
    const response = await post('/api/auth/token', { code: device.enrolmentCode, public_key: spki }, null);
    expect(response.status).toBe(200);
    return { device, token: ((await response.json()) as { token: string }).token };
  }

  it.each(kinds)('must sign the exact bytes, and its %s signature stands in the leaf', async (kind) => {
    const key = makeKey(kind);
    const { device, token } = await enrol(key.spki);
    const authorization = `Bearer ${token}`;
    const text = JSON.stringify(device.reading());
    await expectProblem(await device.post(text, { authorization }), 403, 'x-smp-signature');
    const other = makeKey(kind);
    for (const wrong of [other.seal(text), key.seal(`${text} `), 'AAAA', 'x', `${key.seal(text)}==`])
      await expectProblem(
        await device.post(text, { authorization, 'x-smp-signature': wrong }),
        403,
        'x-smp-signature',
      );
    const value = key.seal(text);
    const response = await device.post(text, { authorization, 'x-smp-signature': value });
    expect(response.status).toBe(202);
    const { prices } = (await response.json()) as { prices: { ledger_index: number }[] };
    const index = prices[0]?.ledger_index ?? -1;
    const leaf = async () => {
      const proof = await (await fetch(`${url}/ledger/proof/${index}`)).text();
      return Buffer.from(/^extra (\S+)$/m.exec(proof)?.[1] ?? '', 'base64').toString();
    };
    await expect.poll(leaf, { timeout: 10_000 }).toContain(`"signature":{"algorithm":"${kind}"`);
    expect(await leaf()).toContain(value);
  });

  it('may not sign without having registered a key', async () => {
    const device = await registerTestDevice(url, admin);
    const signature = makeKey('ed25519').seal('x');
    await expectProblem(
      await device.post(device.reading(), { 'x-smp-signature': signature }),
      403,
      'x-smp-signature',
    );
  });

  it.each([
    '',
    'x',
    'AAAA',
    generateKeyPairSync('rsa', { modulusLength: 2048 })
      .publicKey.export({ type: 'spki', format: 'der' })
      .toString('base64')
      .slice(0, 256),
    generateKeyPairSync('ec', { namedCurve: 'secp256k1' })
      .publicKey.export({ type: 'spki', format: 'der' })
      .toString('base64'),
  ])('cannot register what is no such key, and keeps its code: %j', async (public_key) => {
    const device = await registerTestDevice(url, admin);
    const body = { code: device.enrolmentCode, public_key };
    await expectProblem(await post('/api/auth/token', body, null), 422, 'public_key');
    expect((await post('/api/auth/token', { code: device.enrolmentCode }, null)).status).toBe(200);
  });
});
