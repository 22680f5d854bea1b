import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, TokenActor } from '@/lib/auth/actor';
import { recordCertificate, revokeDeviceCertificate } from '@/lib/services/device-certificates';
import { findDevice, findDevices } from '@/lib/services/find-devices';
import { actorOf } from '../support/master-data';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';

const NOW = Date.parse('2026-03-02T03:00:00Z');
const JOB: Actor = { kind: 'job', name: 'test' };

describe('what somebody sees of devices', () => {
  let database: OpenDatabase;
  let here = { id: 0, regionId: 0 };
  let away = { id: 0, regionId: 0 };
  beforeAll(async () => {
    database = await openSeededDatabase();
    here = await database.db.market.findFirstOrThrow();
    const region = await database.db.region.findFirstOrThrow({ where: { id: { not: here.regionId } } });
    away = await database.db.market.create({
      data: {
        code: 'PASAR-900',
        name: 'Pasar Jauh',
        city: 'Jauh',
        regionId: region.id,
        latitude: -7,
        longitude: 110,
        origin: 'test',
      },
    });
    await database.db.device.createMany({
      data: [
        { id: 'HERE', marketId: here.id, role: 'operator', status: 'active' },
        { id: 'AWAY', marketId: away.id, role: 'operator', status: 'active' },
      ],
    });
  });
  afterAll(() => database.close());

  const deps = () => ({ pool: database.pool, clock: { now: () => NOW } });
  const token = (place: { marketId?: number; regionId?: number }): TokenActor => ({
    kind: 'api-token',
    tokenId: '00000000-0000-4000-8000-000000000002',
    role: 'operator',
    marketId: place.marketId ?? null,
    regionId: place.regionId ?? null,
  });

  it('is those of the own place, for people and for API tokens alike', async () => {
    const seen = async (actor: Actor) =>
      (await findDevices(deps(), actor, { limit: 10 })).devices.map(({ deviceId }) => deviceId);
    expect(await seen(actorOf('admin'))).toEqual(['AWAY', 'HERE']);
    for (const place of [{ marketId: here.id }, { regionId: here.regionId }]) {
      expect(await seen(actorOf('operator', place))).toEqual(['HERE']);
      expect(await seen(token(place))).toEqual(['HERE']);
      expect(await findDevice(deps(), token(place), 'AWAY')).toBeNull();
      expect((await findDevice(deps(), token(place), 'HERE'))?.device.deviceId).toBe('HERE');
    }
    expect(await findDevice(deps(), actorOf('admin'), 'HER')).toBeNull();
  });

  it('includes its certificates, which those alone revoke who look after it', async () => {
    const certificate = { fingerprint: 'a'.repeat(64), serial: 'b'.repeat(32), notAfter: NOW + 1 };
    await recordCertificate(deps(), JOB, { deviceId: 'HERE', ...certificate });
    const which = { deviceId: 'HERE', fingerprint: certificate.fingerprint };
    const refused = (actor: Actor, what = which) =>
      revokeDeviceCertificate(deps(), actor, what).then(
        () => 'nothing',
        (error: { code: string }) => error.code,
      );
    expect(await refused(actorOf('auditor'))).toBe('FORBIDDEN');
    expect(await refused(actorOf('operator', { marketId: away.id }))).toBe('NOT_FOUND');
    expect(await refused(actorOf('admin'), { ...which, deviceId: 'AWAY' })).toBe('NOT_FOUND');
    const held = async () => (await findDevice(deps(), actorOf('admin'), 'HERE'))?.certificates[0]?.revokedAt;
    expect(await held()).toBeNull();
    const operator = actorOf('operator', { marketId: here.id });
    await revokeDeviceCertificate(deps(), operator, which);
    expect(await held()).toBe(NOW);
    await revokeDeviceCertificate(deps(), operator, which);
    const acts = await database.column<number>(
      `SELECT count(*)::int AS value FROM audit WHERE action = 'device.certificate.revoke'`,
    );
    expect(acts).toEqual([1]);
  });
});
