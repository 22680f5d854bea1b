import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDeviceSightings } from '@/lib/services/device-sightings';
import { markSilentDevices } from '@/lib/services/mark-silent-devices';
import { listDevices } from '@/lib/store/devices/list-devices';
import { writeSightings } from '@/lib/store/devices/write-sightings';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';

const NOW = Date.parse('2026-03-02T03:00:00Z');
const MINUTE = 60_000;

describe('a device that is not heard', () => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await openSeededDatabase();
    const market = await database.db.market.findFirstOrThrow();
    const device = (id: string, status: string, config: object | null) => ({
      id,
      marketId: market.id,
      role: 'operator',
      status,
      createdAt: new Date(NOW - 48 * 60 * MINUTE),
      lastSeenAt: new Date(NOW - 20 * MINUTE),
      ...(config === null ? {} : { config }),
    });
    const often = { intervalSeconds: 60, commodities: null };
    await database.db.device.createMany({
      data: [
        device('OFTEN', 'active', often),
        device('ROUNDS', 'active', null),
        device('RESTING', 'suspended', often),
      ],
    });
  });
  afterAll(() => database.close());

  const silent = async () =>
    (await listDevices(database.pool, { silent: true, limit: 10 })).map((d) => [d.deviceId, d.silentSince]);

  it('is marked by its own interval, once, and only while it is active; being heard takes the mark away', async () => {
    const { pool } = database;
    expect(await markSilentDevices({ pool, clock: { now: () => NOW } })).toBe(1);
    expect(await markSilentDevices({ pool, clock: { now: () => NOW + MINUTE } })).toBe(0);
    expect(await silent()).toEqual([['OFTEN', NOW - 10 * MINUTE]]);
    const sightings = createDeviceSightings((seen) => writeSightings(pool, seen));
    // That its connection ended is said by the broker, and no sign of life.
    sightings.left('OFTEN');
    await sightings.flush();
    expect(await silent()).toHaveLength(1);
    sightings.saw('OFTEN', NOW + MINUTE);
    sightings.saw('NOBODY', NOW);
    await sightings.flush();
    expect(await silent()).toEqual([]);
  });

  it('keeps what was said when the database was away, and the newest of it', async () => {
    let away = true;
    const sightings = createDeviceSightings((seen) =>
      away ? Promise.reject(new Error('away')) : writeSightings(database.pool, seen),
    );
    sightings.saw('ROUNDS', NOW, { battery: 50, software: 'a/1' });
    await expect(sightings.flush()).rejects.toThrow('away');
    sightings.saw('ROUNDS', NOW + MINUTE, { battery: 49 });
    away = false;
    await sightings.flush();
    const [device] = await listDevices(database.pool, { text: 'rounds', limit: 1 });
    expect(device).toMatchObject({ battery: 49, software: 'a/1', lastSeenAt: NOW + MINUTE });
  });
});
