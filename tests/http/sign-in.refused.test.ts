import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { createTestPerson, signedInPerson, signIn } from '../support/people';
import { expectHealthy } from './expect-problem';

const url = inject('serverUrl');
const database = inject('serverDatabaseUrl');

describe('a refused sign-in', () => {
  afterAll(() => expectHealthy(url));

  it('says the same of an unknown address, a wrong password and a person who was shut out', async () => {
    const known = await createTestPerson(database);
    const wrong = await signIn(url, { email: known.email, password: 'bukan sandinya' });
    const unknown = await signIn(url, { email: `x-${randomUUID()}@smp.example`, password: 'bukan sandinya' });
    expect(wrong.status).toBe(401);
    expect(wrong.cookie).toBe(null);
    expect(unknown).toEqual(wrong);
  });

  it('is the same for both again once there were too many', async () => {
    const known = await createTestPerson(database);
    const wait = async (email: string) => {
      for (let i = 0; i < 6; i++) await signIn(url, { email, password: 'bukan sandinya' });
      return signIn(url, { email, password: known.password });
    };
    const locked = await wait(known.email);
    expect(JSON.stringify(locked.body)).toContain('error=later');
    expect(await wait(`x-${randomUUID()}@smp.example`)).toEqual(locked);
  });

  it('is counted by the address of the connection, whatever the sender says it is', async () => {
    const email = `x-${randomUUID()}@smp.example`;
    const fields = { email, password: 'bukan sandinya' };
    for (let i = 0; i < 6; i++)
      await signIn(url, fields, { 'x-forwarded-for': `203.0.113.${i}`, 'x-smp-address': `203.0.113.${i}` });
    expect(JSON.stringify((await signIn(url, fields)).body)).toContain('error=later');
  });

  it('comes of a request without the token against other sites', async () => {
    const { email, password } = await createTestPerson(database);
    const response = await fetch(`${url}/api/auth/callback/credentials`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ email, password, json: 'true' }),
    });
    expect(response.headers.getSetCookie().some((line) => line.startsWith('smp-session='))).toBe(false);
  });

  it('leads nowhere else: the library opens no door of its own', async () => {
    for (const path of ['_log', 'verify-request', 'anything'])
      expect((await fetch(`${url}/api/auth/${path}`, { method: 'POST' })).status).toBe(404);
  });
});

describe('the audit as a file', () => {
  it('holds what was done, for an auditor of the nation all of it, for one of a province what belongs there', async () => {
    const auditor = await signedInPerson(url, database, { role: 'auditor' });
    const get = (cookie: string) =>
      fetch(`${url}/portal/audit/csv?action=session.open`, { headers: { cookie } });
    const response = await get(auditor.cookie);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const text = await response.text();
    expect(text.split('\r\n')[0]).toContain('actor_kind');
    expect(text).toContain(auditor.id);
    const local = await signedInPerson(url, database, { role: 'auditor', regionId: 31 });
    const own = await (await get(local.cookie)).text();
    expect(own).toContain(local.id);
    expect(own).not.toContain(auditor.id);
  });
});
