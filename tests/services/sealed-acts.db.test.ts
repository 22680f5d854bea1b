import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor, UserActor } from '@/lib/auth/actor';
import { createDeviceTokens } from '@/lib/auth/device-token';
import type { Catalog } from '@/lib/market/catalog';
import { type AlertFeed, createAlertFeed } from '@/lib/services/alert-feed';
import { closeAlert } from '@/lib/services/close-alert';
import { recordCertificate, revokeCertificates } from '@/lib/services/device-certificates';
import { ensureFirstAdmin } from '@/lib/services/ensure-first-admin';
import { crossCheckLedger } from '@/lib/services/ledger-cross-check';
import { registerDevice } from '@/lib/services/register-device';
import { triggerAlert } from '@/lib/services/trigger-alert';
import { withAlerts } from '@/lib/store/alerts/write-alerts';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { createTestPerson } from '../support/people';

const NOW = Date.parse('2026-03-02T03:00:00Z');
const JOB: Actor = { kind: 'job', name: 'test' };

describe('acts outside the accounts of people', () => {
  let database: OpenDatabase;
  let catalog: Catalog;
  let alerts: AlertFeed;
  beforeEach(async () => {
    database = await openSeededDatabase();
    catalog = await database.catalog();
    const onError = (error: unknown) => expect.unreachable(String(error));
    alerts = createAlertFeed({ pool: database.pool, clock, catalog: () => catalog, onError });
  });
  afterEach(() => database.close());

  const clock = { now: () => NOW };
  const deps = () => ({
    pool: database.pool,
    clock,
    alerts,
    catalog: () => catalog,
    deviceTokens: createDeviceTokens('a secret of the tests, long enough'),
  });
  const administrator = async (): Promise<UserActor> => {
    const { id } = await createTestPerson(database.url);
    return { kind: 'user', userId: id, role: 'admin', marketId: null, regionId: null };
  };
  const register = (actor: Actor, deviceId: string, over: object = {}) =>
    registerDevice(deps(), actor, { marketCode: 'PASAR-001', deviceId, role: 'operator', ...over });
  const flood = (actor: Actor, message: string) =>
    triggerAlert(deps(), actor, { level: 'warning', message, source: 'Dinas', market_id: 'PASAR-001' });
  const certificate = (deviceId: string, fingerprint: string) => ({
    deviceId,
    fingerprint: fingerprint.repeat(64),
    serial: fingerprint.repeat(32),
    notAfter: NOW + 1,
  });
  const actions = () =>
    database.column<string>('SELECT action AS value FROM audit WHERE ledger_index IS NOT NULL ORDER BY id');
  const check = () => crossCheckLedger({ pool: database.pool, catalog, keptFrom: null });

  it('each stand in the ledger with their audit row, and no leaf names anybody', async () => {
    const first = await ensureFirstAdmin(deps(), { email: 'Utama@smp.example', password: null });
    expect(first?.password).toHaveLength(16);
    expect(await ensureFirstAdmin(deps(), { email: 'lain@smp.example', password: null })).toBeNull();
    const admin = await administrator();
    await register(admin, 'DEV-1', { group: 'pagi' });
    await register(admin, 'DEV-1');
    await recordCertificate(deps(), JOB, certificate('DEV-1', 'a'));
    const name = certificate('DEV-1', 'A').fingerprint;
    expect(await revokeCertificates(deps(), JOB, { name })).toHaveLength(1);
    expect(await revokeCertificates(deps(), JOB, { deviceId: 'DEV-1' })).toEqual([]);
    const { id: alert } = await flood(admin, 'Banjir');
    await closeAlert(deps(), admin, alert, 'surut');
    expect(await actions()).toEqual([
      'user.create',
      'device.register',
      'device.register',
      'device.certificate',
      'device.certificate.revoke',
      'alert.trigger',
      'alert.close',
    ]);
    expect(await database.column('SELECT count(*)::int AS value FROM audit')).toEqual([7]);
    expect(await check()).toMatchObject({ ok: true, size: 7 });
    const leaves = await database.column<string>(
      `SELECT convert_from(entry, 'UTF8') AS value FROM ledger_leaves(0, 7)`,
    );
    expect(leaves).toHaveLength(7);
    expect(leaves.join()).not.toMatch(
      new RegExp(`DEV-1|Utama|smp\\.example|Banjir|${admin.userId}|${alert}`, 'i'),
    );
    expect(await database.column(`SELECT group_name AS value FROM device WHERE id = 'DEV-1'`)).toEqual([
      'pagi',
    ]);
  });

  it('are done whole or not at all', async () => {
    const admin = await administrator();
    await register(admin, 'DEV-1');
    await recordCertificate(deps(), JOB, certificate('DEV-1', 'a'));
    await register(admin, 'OLD');
    await database.pool.query(`UPDATE device SET status = 'retired' WHERE id = 'OLD'`);
    const before = await actions();
    await expect(register(admin, 'OLD')).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(recordCertificate(deps(), JOB, certificate('DEV-1', 'a'))).rejects.toThrow();
    await database.pool.query('ALTER TABLE ledger_salt RENAME TO away');
    await expect(register(admin, 'DEV-2')).rejects.toThrow();
    await expect(flood(admin, 'Gempa')).rejects.toThrow();
    await database.pool.query('ALTER TABLE away RENAME TO ledger_salt');
    expect(await actions()).toEqual(before);
    expect(await database.column(`SELECT id AS value FROM device WHERE id = 'DEV-2'`)).toEqual([]);
    expect(await database.column(`SELECT id AS value FROM alert WHERE state = 'open'`)).toEqual([]);
  });

  it('never wait for each other in a circle, also not those of people who never acted', async () => {
    const admin = await administrator();
    const actors = await Promise.all(Array.from({ length: 4 }, administrator));
    const work = actors.flatMap((actor, i) => [
      flood(actor, `Banjir ${i}`),
      register(admin, `CROWD-${i}`),
      register(admin, 'CROWD'),
      recordCertificate(deps(), actor, certificate('CROWD', String(i))),
      withAlerts(database.pool, false, async () => undefined),
    ]);
    expect((await Promise.allSettled(work)).filter((w) => w.status === 'rejected')).toEqual([]);
    expect(await check()).toMatchObject({ ok: true });
  });

  it('show when their row was rewritten', async () => {
    const admin = await administrator();
    await register(admin, 'DEV-1');
    const { id: alert } = await flood(admin, 'Banjir');
    await closeAlert(deps(), admin, alert, 'surut');
    expect(await check()).toMatchObject({ ok: true, size: 3 });
    const client = await database.pool.connect();
    await client.query(`SET session_replication_role = replica`);
    await client.query(`UPDATE audit SET after = '{}' WHERE action = 'alert.close'`);
    await client.query('RESET session_replication_role');
    client.release();
    expect(await check()).toMatchObject({ ok: false, index: 2 });
  });
});
