import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiToken } from '@/lib/services/api-tokens';
import { createPool } from '@/lib/store/pool';
import { createPrisma } from '@/lib/store/prisma-client';
import { registerTestDevice, type TestDevice } from '../support/device';
import { runDeviceClient, startDeviceClient } from '../support/device-client';
import { connectDevice, freePort, hasMosquitto, listen, mosquitto, untilListening } from '../support/mqtt';
import { ended, startTestServer, type TestServer } from '../support/server';

describe.skipIf(!hasMosquitto())('a broker outside', () => {
  let folder: string;
  let port: number;
  let broker: ChildProcess;
  let server: TestServer;
  let pool: Pool;
  let admin: string;

  /** Mosquitto writes down what it holds when it is asked to end, and takes it up again. */
  async function startBroker(): Promise<void> {
    broker = spawn('mosquitto', ['-c', join(folder, 'mosquitto.conf')], {
      env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
      stdio: 'ignore',
    });
    await untilListening(port, broker);
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'smp-mosquitto-'));
    await chmod(folder, 0o777);
    await mkdir(join(folder, 'kept'), { mode: 0o777 });
    await chmod(join(folder, 'kept'), 0o777);
    port = await freePort();
    const lines = [
      `listener ${port} 127.0.0.1`,
      'allow_anonymous true',
      'persistence true',
      `persistence_location ${join(folder, 'kept')}/`,
      'max_queued_messages 0',
    ];
    await writeFile(join(folder, 'mosquitto.conf'), `${lines.join('\n')}\n`);
    await startBroker();
    server = await startTestServer({ env: { MQTT_URL: `mqtt://127.0.0.1:${port}` } });
    pool = createPool(server.databaseUrl, 2, () => undefined);
    const db = createPrisma(pool);
    admin = (await createApiToken(db, { role: 'admin', name: 'mqtt', expiresAt: null })).token;
    await db.$disconnect();
  });
  afterAll(async () => {
    await pool.end();
    await server.stop();
    await ended(broker, 'SIGTERM');
    await rm(folder, { recursive: true, force: true });
  });

  const topicOf = (device: TestDevice, kind: string) => `pasar/${device.marketId}/${device.deviceId}/${kind}`;
  const publish = (topic: string, ...more: string[]) =>
    mosquitto('mosquitto_pub', ['-h', '127.0.0.1', '-p', String(port), '-q', '1', '-t', topic, ...more]);
  const wrapped = (device: TestDevice, body: object) =>
    JSON.stringify({ token: device.token, body: JSON.stringify(body) });

  async function stored(device: TestDevice): Promise<number> {
    const { rows } = await pool.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM reading WHERE device_id = $1',
      [device.deviceId],
    );
    return rows[0]?.n ?? 0;
  }

  const ago = (device: TestDevice, seconds: number) =>
    device.reading({ timestamp: new Date(Date.now() - seconds * 1000).toISOString() });

  it('hands readings on: with the token in the message or as a property, on both topics', async () => {
    const device = await registerTestDevice(server.url, admin);
    await publish(topicOf(device, 'data'), '-m', wrapped(device, ago(device, 1)));
    await publish('pasar/data', '-m', wrapped(device, ago(device, 2)));
    const property = ['-V', '5', '-D', 'publish', 'user-property', 'authorization', `Bearer ${device.token}`];
    await publish(topicOf(device, 'data'), ...property, '-m', JSON.stringify(ago(device, 3)));
    await expect.poll(() => stored(device), { timeout: 10_000 }).toBe(3);
  });

  it('is told who sent it by the token alone: not by the topic, nor by the message', async () => {
    const device = await registerTestDevice(server.url, admin);
    const other = await registerTestDevice(server.url, admin);
    const client = await connectDevice(`mqtt://127.0.0.1:${port}`, {});
    const heard = await listen(client, topicOf(device, 'receipt'));
    await publish(topicOf(device, 'data'), '-m', JSON.stringify(device.reading()));
    await publish(topicOf(device, 'data'), '-m', wrapped(other, device.reading()));
    await publish(
      topicOf(device, 'data'),
      '-m',
      JSON.stringify({ token: 'x', body: JSON.stringify(device.reading()) }),
    );
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(3);
    expect(heard.map((receipt) => receipt.status).sort()).toEqual([401, 401, 403]);
    await client.endAsync();
    expect(await stored(device)).toBe(0);
  });

  it('serves the device client, which sends its token along once it is asked to', async () => {
    const device = await registerTestDevice(server.url, admin);
    const home = join(folder, 'client');
    await runDeviceClient(home, ['--register', '--server', server.url, '--code', device.enrolmentCode]);
    const mqtt = ['--mode', 'mqtt', '--mqtt', `mqtt://127.0.0.1:${port}`, '--mock', 'true'];
    const printed = await runDeviceClient(home, [...mqtt, '--count', '2', '--log', 'json']);
    expect(printed).toContain('"event":"token-in-message"');
    expect(printed.match(/"event":"delivered".*"ledger":"#\d+/g)).toHaveLength(2);
    expect(await stored(device)).toBe(2);
    const client = startDeviceClient(home, [...mqtt, '--log', 'json']);
    const online = () =>
      pool
        .query<{ online: boolean }>('SELECT online FROM device WHERE id = $1', [device.deviceId])
        .then(({ rows }) => rows[0]?.online);
    await expect.poll(online, { timeout: 60_000 }).toBe(true);
    // Its last will carries the token as well.
    client.process.kill('SIGKILL');
    await expect.poll(online, { timeout: 60_000 }).toBe(false);
  });

  it('carries receipts and settings back', async () => {
    const device = await registerTestDevice(server.url, admin);
    const client = await connectDevice(`mqtt://127.0.0.1:${port}`, {});
    const receipts = await listen(client, topicOf(device, 'receipt'));
    await publish(topicOf(device, 'data'), '-m', wrapped(device, ago(device, 1)));
    await expect.poll(() => receipts.length, { timeout: 10_000 }).toBe(1);
    expect(receipts[0]).toMatchObject({ status: 202, device_id: device.deviceId });
    const body = JSON.stringify({ device_ids: [device.deviceId], interval_seconds: 30 });
    const headers = { authorization: `Bearer ${admin}`, 'content-type': 'application/json' };
    await fetch(`${server.url}/api/devices/settings`, { method: 'POST', headers, body });
    const later = await connectDevice(`mqtt://127.0.0.1:${port}`, {});
    const settings = await listen(later, topicOf(device, 'config'));
    await expect
      .poll(() => settings.at(-1), { timeout: 10_000 })
      .toEqual({
        interval_seconds: 30,
        commodities: null,
        names: null,
      });
    await Promise.all([client.endAsync(), later.endAsync()]);
  });

  it('keeps for the platform what was sent while that was dead, through a restart of its own: nothing is lost or twice', async () => {
    const device = await registerTestDevice(server.url, admin);
    const { databaseUrl, dataDir } = server;
    const send = async (from: number, count: number) => {
      const lines = Array.from({ length: count }, (_, i) => wrapped(device, ago(device, from + i)));
      const sent = await mosquitto(
        'mosquitto_pub',
        ['-h', '127.0.0.1', '-p', String(port), '-q', '1', '-t', topicOf(device, 'data'), '-l'],
        `${lines.join('\n')}\n`,
      );
      expect(sent).toEqual({ code: 0, output: '' });
    };
    const sending = send(0, 300);
    await new Promise((resolve) => setTimeout(resolve, 100));
    // The platform dies in the middle, so some messages were stored and not acknowledged.
    await ended(server.process, 'SIGKILL');
    await sending;
    await send(1_000, 50);
    await ended(broker, 'SIGTERM');
    await startBroker();
    await send(2_000, 50);
    server = await startTestServer({ databaseUrl, dataDir, env: { MQTT_URL: `mqtt://127.0.0.1:${port}` } });
    await expect.poll(() => stored(device), { timeout: 30_000 }).toBe(400);
    // And it goes on when the broker goes away under the platform.
    await ended(broker, 'SIGKILL');
    await startBroker();
    await expect
      .poll(
        async () => {
          await send(3_000, 1);
          return stored(device);
        },
        { timeout: 30_000, interval: 1_000 },
      )
      .toBeGreaterThan(400);
    const { rows } = await pool.query(
      `SELECT count(*)::int AS n, count(DISTINCT id)::int AS ids, (SELECT count(*)::int FROM observation o
         JOIN reading r ON r.id = o.reading_id WHERE r.device_id = $1) AS prices
       FROM reading WHERE device_id = $1`,
      [device.deviceId],
    );
    expect(rows[0]?.ids).toBe(rows[0]?.n);
    expect(rows[0]?.prices).toBe(3 * Number(rows[0]?.n));
  });

  it('is shared by connections and instances, each message going to one of them', async () => {
    const { databaseUrl } = server;
    const env = {
      MQTT_URL: `mqtt://127.0.0.1:${port}`,
      MQTT_SHARED: '1',
      // Instances know each other's tokens.
      JWT_SECRET: 'the same at every instance, 32 characters',
    };
    await server.stop();
    const [a, b] = await Promise.all([
      startTestServer({ databaseUrl, env }),
      startTestServer({ databaseUrl, env }),
    ]);
    server = a;
    const device = await registerTestDevice(a.url, admin);
    const lines = Array.from({ length: 200 }, (_, i) => wrapped(device, ago(device, i)));
    const counted = async (at: TestServer, name: string) =>
      Number(new RegExp(`^${name} (\\d+)`, 'm').exec(await (await fetch(`${at.url}/metrics`)).text())?.[1]);
    await mosquitto(
      'mosquitto_pub',
      ['-h', '127.0.0.1', '-p', String(port), '-q', '1', '-t', topicOf(device, 'data'), '-l'],
      `${lines.join('\n')}\n`,
    );
    await expect.poll(() => stored(device), { timeout: 30_000 }).toBe(200);
    const taken = [await counted(a, 'smp_readings_total'), await counted(b, 'smp_readings_total')];
    expect(taken[0]).toBeGreaterThan(0);
    expect(taken[1]).toBeGreaterThan(0);
    expect((await counted(a, 'smp_repeats_total')) + (await counted(b, 'smp_repeats_total'))).toBe(0);
    await b.stop();
  });
});
