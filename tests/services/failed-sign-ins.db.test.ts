import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crossCheckLedger } from '@/lib/services/ledger-cross-check';
import { signIn } from '@/lib/services/sign-in';
import { tellFailedSignIns } from '@/lib/services/tell-failed-sign-ins';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { createTestPerson, type TestPerson } from '../support/people';

const HOUR = 3_600_000;

describe('failed sign-ins', () => {
  let database: OpenDatabase;
  let person: TestPerson;
  let now: number;
  const clock = { now: () => now };
  beforeEach(async () => {
    now = Date.parse('2026-03-02T03:10:00Z');
    database = await openSeededDatabase();
    person = await createTestPerson(database.url, { role: 'officer' });
  });
  afterEach(() => database.close());

  const attempt = (email: string, password: string, address: string | null = null) => {
    const deps = { pool: database.pool, db: database.db, clock, sessionSecret: 'a secret of the tests' };
    return signIn(deps, { email, password, code: '' }, address);
  };
  const times = <T>(n: number, work: (i: number) => Promise<T>) =>
    Promise.all(Array.from({ length: n }, (_, i) => work(i)));
  const tell = () => tellFailedSignIns({ pool: database.pool, clock });
  const told = (subject: string) =>
    database.column<object>(
      `SELECT jsonb_build_object('action', action) || after AS value FROM audit
       WHERE subject = $1 AND ledger_index IS NOT NULL ORDER BY id`,
      [subject],
    );

  it('leave one row for a lockout at once, and one with their number when the hour is over', async () => {
    await times(20, () => attempt(person.email, 'wrong', '203.0.113.9'));
    await times(3, tell);
    const until = new Date(now + 30_000).toISOString();
    const lockout = { action: 'sign-in.lockout', until, lockouts: 1 };
    expect(await told(`user:${person.id}`)).toEqual([lockout]);
    const hour = new Date(now - (now % HOUR)).toISOString();
    now += HOUR;
    await times(3, tell);
    const failures = { action: 'sign-in.failures', hour, failures: 5, lockouts: 1 };
    expect(await told(`user:${person.id}`)).toEqual([lockout, failures]);
    expect(await tell()).toBe(0);
    expect(await database.column('SELECT count(*)::int AS value FROM sign_in_failure')).toEqual([0]);
  });

  it('leave no more rows for addresses that nobody has than for one', async () => {
    await times(25, (i) => attempt(`nobody-${i}@smp.example`, 'wrong', `198.51.100.${i}`));
    expect(await database.column('SELECT count(*)::int AS value FROM sign_in_failure')).toEqual([1]);
    now += HOUR;
    expect(await tell()).toBe(1);
    expect(await told('account:unknown')).toMatchObject([{ failures: 25, lockouts: 0 }]);
    expect(await database.column('SELECT count(*)::int AS value FROM audit')).toEqual([1]);
  });

  it('tell of the network that has to wait, by its network and not by its machine', async () => {
    await times(32, (i) => attempt(`nobody-${i}@smp.example`, 'wrong', '192.0.2.77'));
    await tell();
    expect(await told('network:192.0.2.0/24')).toMatchObject([{ action: 'sign-in.lockout', lockouts: 1 }]);
  });

  it('say nothing of somebody who came in, and are sealed', async () => {
    expect(await attempt(person.email, person.password)).toMatchObject({ ok: true });
    await times(3, () => attempt('nobody@smp.example', 'wrong'));
    now += HOUR;
    await tell();
    expect(await told(`user:${person.id}`)).toEqual([]);
    expect(await told('account:unknown')).toHaveLength(1);
    const catalog = await database.catalog();
    expect(await crossCheckLedger({ pool: database.pool, catalog, keptFrom: null })).toMatchObject({
      ok: true,
      size: 1,
    });
  });
});
