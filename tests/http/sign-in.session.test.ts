import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createPool } from '@/lib/store/pool';
import { registerTestDevice } from '../support/device';
import { createTestPerson, signedInPerson, signIn } from '../support/people';
import { expectHealthy, expectProblem } from './expect-problem';

const url = inject('serverUrl');
const database = inject('serverDatabaseUrl');

const portal = (cookie: string) => fetch(`${url}/portal`, { headers: { cookie }, redirect: 'manual' });

const register = (headers: Readonly<Record<string, string>>) =>
  fetch(`${url}/api/auth/device/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ market_id: 'PASAR-001', device_id: `DEV-${randomUUID()}` }),
  });

describe('a session', () => {
  let pool: Pool;
  beforeAll(() => {
    pool = createPool(database, 2, () => undefined);
  });
  afterAll(async () => {
    await pool.end();
    await expectHealthy(url);
  });

  it('lies in a cookie that scripts cannot read and other sites do not send along', async () => {
    const { email, password } = await createTestPerson(database);
    const { setCookie } = await signIn(url, { email, password });
    expect(setCookie).toMatch(/; HttpOnly/i);
    expect(setCookie).toMatch(/; SameSite=Lax/i);
    expect(setCookie).toMatch(/; Path=\//i);
  });

  it('opens the portal, and nothing opens it without one', async () => {
    const { cookie } = await signedInPerson(url, database);
    expect((await portal(cookie)).status).toBe(200);
    const visitor = await fetch(`${url}/portal`, { redirect: 'manual' });
    expect(visitor.status).toBe(307);
    expect(visitor.headers.get('location')).toMatch(/\/masuk$/);
  });

  it('leads back to the page that was asked for, whether it ended or never was', async () => {
    const asked = (headers: Readonly<Record<string, string>>) =>
      fetch(`${url}/portal/audit?actor=Sari&from=2026-01-01`, { headers, redirect: 'manual' });
    const back = '/masuk?next=%2Fportal%2Faudit%3Factor%3DSari%26from%3D2026-01-01';
    const { id, cookie } = await signedInPerson(url, database);
    expect((await asked({ cookie })).status).toBe(200);
    await pool.query('UPDATE user_session SET revoked_at = now() WHERE user_id = $1', [id]);
    await expect
      .poll(async () => (await asked({ cookie })).headers.get('location'), { timeout: 5_000 })
      .toBe(back);
    // Only the address itself counts, whatever the sender says that it is.
    expect((await asked({ 'x-smp-page': '/portal/orang' })).headers.get('location')).toBe(back);
  });

  it('that lives leads on from the sign-in page to pages of ours alone', async () => {
    const { cookie } = await signedInPerson(url, database);
    const led = async (next: string) =>
      (
        await fetch(`${url}/masuk?${new URLSearchParams({ next })}`, {
          headers: { cookie },
          redirect: 'manual',
        })
      ).headers.get('location');
    expect(await led('/portal/audit?actor=Sari')).toBe('/portal/audit?actor=Sari');
    expect(await led('/field')).toBe('/field');
    for (const other of [
      '//elsewhere.example',
      '/\\elsewhere.example',
      'https://elsewhere.example/portal',
      '/ingest',
    ])
      expect(await led(other)).toBe('/portal');
  });

  it('dies within five seconds of its revocation, whoever revoked it', async () => {
    const { id, cookie } = await signedInPerson(url, database);
    expect((await portal(cookie)).status).toBe(200);
    await pool.query('UPDATE user_session SET revoked_at = now() WHERE user_id = $1', [id]);
    await expect.poll(async () => (await portal(cookie)).status, { timeout: 5_000 }).toBe(307);
    expect(await (await fetch(`${url}/api/auth/session`, { headers: { cookie } })).json()).toEqual({});
  });

  it('dies within five seconds of the person being disabled', async () => {
    const { id, cookie } = await signedInPerson(url, database);
    expect((await portal(cookie)).status).toBe(200);
    await pool.query('UPDATE app_user SET disabled_at = now() WHERE id = $1', [id]);
    await expect.poll(async () => (await portal(cookie)).status, { timeout: 5_000 }).toBe(307);
  });

  it('ends when it was not used for half a day, and after a week in any case', async () => {
    for (const column of ['last_seen_at', 'expires_at']) {
      const { id, cookie } = await signedInPerson(url, database);
      await pool.query(`UPDATE user_session SET ${column} = now() - interval '13 hours' WHERE user_id = $1`, [
        id,
      ]);
      expect((await portal(cookie)).status).toBe(307);
    }
  });

  it('is no session when one sign of its cookie is changed', async () => {
    const { cookie } = await signedInPerson(url, database);
    const last = cookie.at(-5) === 'A' ? 'B' : 'A';
    expect((await portal(`${cookie.slice(0, -5)}${last}${cookie.slice(-4)}`)).status).toBe(307);
  });

  it('lets an administrator register a device from a page of ours only', async () => {
    const { cookie } = await signedInPerson(url, database);
    const ours = { cookie, origin: url };
    expect((await register(ours)).status).toBe(201);
    await expectProblem(await register({ cookie }), 403, 'origin');
    await expectProblem(await register({ cookie, origin: 'https://elsewhere.example' }), 403, 'origin');
    await expectProblem(await register({ ...ours, 'sec-fetch-site': 'cross-site' }), 403, 'origin');
    await expectProblem(await register({ cookie, origin: 'null' }), 403, 'origin');
  });

  it('lets nobody but an administrator register a device, and only where they look after', async () => {
    const officer = await signedInPerson(url, database, { role: 'officer' });
    expect((await register({ cookie: officer.cookie, origin: url })).status).toBe(403);
    const elsewhere = await signedInPerson(url, database, { regionId: 11 });
    expect((await register({ cookie: elsewhere.cookie, origin: url })).status).toBe(403);
    const here = await signedInPerson(url, database, { regionId: 31 });
    expect((await register({ cookie: here.cookie, origin: url })).status).toBe(201);
  });

  it('does nothing before the first password was replaced', async () => {
    const { cookie } = await signedInPerson(url, database, { mustChangePassword: true });
    const answer = await portal(cookie);
    expect([answer.status, answer.headers.get('location')]).toEqual([307, '/portal/sandi']);
    const deeper = await fetch(`${url}/portal/audit`, { headers: { cookie }, redirect: 'manual' });
    expect(deeper.headers.get('location')).toBe('/portal/sandi?next=%2Fportal%2Faudit');
    expect((await register({ cookie, origin: url })).status).toBe(403);
  });

  it('is no device token and no API token, and neither of them is a session', async () => {
    const { cookie } = await signedInPerson(url, database);
    const value = cookie.split('=')[1] ?? '';
    const device = await registerTestDevice(url, inject('adminToken'));
    const ingest = (token: string) => device.post(device.reading(), { authorization: `Bearer ${token}` });
    expect((await ingest(value)).status).toBe(401);
    expect((await register({ authorization: `Bearer ${value}` })).status).toBe(401);
    for (const token of [device.token, inject('adminToken')]) {
      expect((await portal(`smp-session=${token}`)).status).toBe(307);
      expect((await register({ cookie: `smp-session=${token}`, origin: url })).status).toBe(401);
    }
  });

  it('ends at once when its person signs out', async () => {
    const { id, cookie } = await signedInPerson(url, database);
    const csrf = await fetch(`${url}/api/auth/csrf`);
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const cookies = [...csrf.headers.getSetCookie().map((line) => line.split(';')[0]), cookie].join('; ');
    await fetch(`${url}/api/auth/signout`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: cookies, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ csrfToken }),
    });
    expect((await portal(cookie)).status).toBe(307);
    const { rows } = await pool.query(
      `SELECT action FROM audit WHERE actor_id = $1 AND ledger_index IS NOT NULL ORDER BY id`,
      [id],
    );
    expect(rows.map((row) => row.action)).toEqual(['session.open', 'session.end']);
  });
});
