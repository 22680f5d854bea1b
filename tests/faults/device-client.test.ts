import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homeOf } from '@/device/home';
import { KEY_KINDS, readOwnKey } from '@/device/own-key';
import { checkDeviceSignature, readDeviceKey } from '@/lib/auth/device-key';
import { createApiToken } from '@/lib/services/api-tokens';
import { createPool } from '@/lib/store/pool';
import { createPrisma } from '@/lib/store/prisma-client';
import { registerTestDevice } from '../support/device';
import { runDeviceClient, startDeviceClient } from '../support/device-client';
import { freePort } from '../support/mqtt';
import { openRecordingProxy } from '../support/recording-proxy';
import { startTestServer, type TestServer } from '../support/server';

/** The real client and the real server, as two processes. */
describe('the device client', () => {
  let server: TestServer;
  let folder: string;
  let port: number;
  let pool: Pool;
  let admin: string;
  beforeAll(async () => {
    port = await freePort();
    folder = await mkdtemp(join(tmpdir(), 'smp-client-'));
    server = await startTestServer({ env: { MQTT_PORT: String(port) } });
    pool = createPool(server.databaseUrl, 2, () => undefined);
    const db = createPrisma(pool);
    admin = (await createApiToken(db, { role: 'admin', name: 'client', expiresAt: null })).token;
    await db.$disconnect();
  });
  afterAll(async () => {
    await pool.end();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function joined(name: string, url = server.url, ...more: string[]) {
    const { deviceId, enrolmentCode } = await registerTestDevice(server.url, admin);
    const home = join(folder, name);
    await runDeviceClient(home, ['--register', '--server', url, '--code', enrolmentCode, ...more]);
    return { home, deviceId };
  }

  async function configured(name: string, settings: object): Promise<string> {
    const path = join(folder, `${name}.json`);
    await writeFile(path, JSON.stringify(settings));
    return path;
  }

  const asAdmin = { authorization: `Bearer `, 'content-type': 'application/json' };
  const headers = () => ({ ...asAdmin, authorization: `Bearer ${admin}` });
  const listed = async (deviceId: string) => {
    const answer = await fetch(`${server.url}/api/devices?q=${deviceId}`, { headers: headers() });
    return ((await answer.json()) as { devices: Record<string, unknown>[] }).devices[0] ?? {};
  };

  it.each(['http', 'mqtt'] as const)(
    'says how it is and follows what an administrator wishes, by %s',
    async (mode) => {
      const { home, deviceId } = await joined(mode);
      const battery = join(folder, `${mode}.battery`);
      await writeFile(battery, '73\n');
      const mqtt = `mqtt://127.0.0.1:${port}`;
      const sensors = [{ kind: 'mock' }];
      const config = await configured(mode, { mode, mqtt, interval: 0.2, report: 1, battery, sensors });
      const client = startDeviceClient(home, ['--config', config, '--log', 'json']);
      await expect.poll(async () => (await listed(deviceId)).battery, { timeout: 60_000 }).toBe(73);
      const said = await listed(deviceId);
      expect(said).toMatchObject({ state: 'active', software: expect.stringMatching(/^smp-device\//) });
      expect(said.queue_depth).toEqual(expect.any(Number));
      expect(Math.abs(Number(said.clock_offset_ms))).toBeLessThan(60_000);
      if (mode === 'mqtt') expect(said.online).toBe(true);
      await writeFile(battery, '72\n');
      await expect.poll(async () => (await listed(deviceId)).battery, { timeout: 60_000 }).toBe(72);

      const wishes = { device_ids: [deviceId], interval_seconds: 1, commodities: ['beras-medium'] };
      const body = JSON.stringify(wishes);
      await fetch(`${server.url}/api/devices/settings`, { method: 'POST', headers: headers(), body });
      await expect.poll(client.output, { timeout: 60_000 }).toContain('"event":"configured"');
      // Its sensor says "beras", which means medium rice in this market.
      const newest = async () => {
        const { rows } = await pool.query<{ code: string }>(
          `SELECT c.code FROM observation o JOIN commodity c ON c.id = o.commodity_id
           WHERE o.reading_id = (SELECT id FROM reading WHERE device_id = $1 ORDER BY observed_at DESC LIMIT 1)`,
          [deviceId],
        );
        return rows.map(({ code }) => code);
      };
      await expect.poll(newest, { timeout: 60_000 }).toEqual(['beras-medium']);
      client.process.kill('SIGTERM');
      expect(await client.ended).toBe(0);
      const status = JSON.parse(await runDeviceClient(home, ['status', '--json', '--config', config]));
      expect(status).toMatchObject({ device: deviceId, mode, interval: 1, waiting: 0 });
      if (mode === 'mqtt')
        await expect.poll(async () => (await listed(deviceId)).online, { timeout: 60_000 }).toBe(false);
    },
  );

  const leafOf = async (deviceId: string) => {
    const { rows } = await pool.query<{ index: string }>(
      'SELECT max(first_index)::text AS index FROM reading WHERE device_id = $1',
      [deviceId],
    );
    const proof = await fetch(`${server.url}/ledger/proof/${rows[0]?.index}`);
    const extra = /^extra (\S+)$/m.exec(await proof.text())?.[1] ?? '';
    const text = Buffer.from(extra, 'base64').toString();
    // The leaf's first line says what it is.
    const [json = 'null'] = /\{.*/s.exec(text) ?? [];
    return JSON.parse(json) as { signature?: Record<string, string> } | null;
  };

  it.each(KEY_KINDS)('signs what it sends with its own key, and the leaf proves it: %s', async (kind) => {
    const proxy = await openRecordingProxy(server.url);
    const { home, deviceId } = await joined(`key-${kind}`, proxy.url, '--own-key', kind);
    const own = readOwnKey(homeOf({ SMP_DEVICE_HOME: home }).ownKey);
    const key = readDeviceKey(own?.publicKey ?? '');
    if (key === null) throw new Error('the client made no key');
    expect(key.algorithm).toBe(kind);
    expect(await listed(deviceId)).toMatchObject({ signs: true });
    // Somebody on the way makes a price dearer: nothing of it is stored, and nothing is lost.
    proxy.change((body) => Buffer.from(body.toString().replace('"beras":1', '"beras":2')));
    const tampered = startDeviceClient(home, ['--mock', 'true', '--count', '1', '--log', 'json']);
    expect(await tampered.ended).toBe(1);
    expect(tampered.output()).toContain('The signature is not one of the registered key');
    const count = () =>
      pool.query('SELECT 1 FROM reading WHERE device_id = $1', [deviceId]).then(({ rowCount }) => rowCount);
    expect(await count()).toBe(0);
    proxy.change(null);
    await runDeviceClient(home, ['--drain', '--log', 'json']);
    expect(await count()).toBe(1);
    const sent = proxy.passed.findLast(({ path }) => path === '/ingest');
    if (sent === undefined) throw new Error('nothing was sent');
    const value = String(sent.headers['x-smp-signature']);
    expect(checkDeviceSignature(key, sent.body, value)).not.toBeNull();
    await expect
      .poll(async () => (await leafOf(deviceId))?.signature, { timeout: 60_000 })
      .toEqual({
        algorithm: kind,
        key: key.name,
        message_hash: createHash('sha256').update(sent.body).digest('hex'),
        value,
      });
    await proxy.close();
  });

  it('signs by MQTT as well', async () => {
    const { home, deviceId } = await joined('key-mqtt', server.url, '--own-key', 'p256');
    const own = readOwnKey(homeOf({ SMP_DEVICE_HOME: home }).ownKey);
    const mqtt = `mqtt://127.0.0.1:${port}`;
    await runDeviceClient(home, ['--mode', 'mqtt', '--mqtt', mqtt, '--mock', 'true', '--count', '2']);
    const name = readDeviceKey(own?.publicKey ?? '')?.name;
    await expect
      .poll(async () => (await leafOf(deviceId))?.signature, { timeout: 60_000 })
      .toMatchObject({ algorithm: 'p256', key: name });
  });

  it('says what is wrong with a kind of key that there is not', async () => {
    const client = startDeviceClient(join(folder, 'odd'), [
      ...['--register', '--server', server.url, '--code', 'x'.repeat(20), '--own-key', 'rsa'],
    ]);
    expect(await client.ended).toBe(2);
    expect(client.output()).toContain('--own-key is "rsa": give ed25519 or p256');
  });
});
