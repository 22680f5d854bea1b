import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClock } from '@/lib/clock';
import { createApiToken } from '@/lib/services/api-tokens';
import { recordCertificate, revokeCertificates } from '@/lib/services/device-certificates';
import { listCertificates } from '@/lib/store/devices/certificates';
import { createPool } from '@/lib/store/pool';
import { createPrisma } from '@/lib/store/prisma-client';
import { type CertFiles, openCertFiles } from '@/server/certs/cert-files';
import { registerTestDevice, type TestDevice } from '../support/device';
import { runDeviceClient } from '../support/device-client';
import {
  connectDevice,
  freePort,
  hasMosquitto,
  listen,
  mosquitto,
  stayConnected,
  untilListening,
} from '../support/mqtt';
import { ended, startTestServer, type TestServer } from '../support/server';

const OPERATOR = { kind: 'job', name: 'test' } as const;

/** Mosquitto knows each device by its certificate and keeps it to its own topics; the platform takes its word. */
describe.skipIf(!hasMosquitto())('a broker outside whose topics are trusted', () => {
  let folder: string;
  let files: CertFiles;
  let inner: number;
  let outer: number;
  let broker: ChildProcess;
  let server: TestServer;
  let pool: Pool;
  let admin: string;

  async function startBroker(): Promise<void> {
    broker = spawn('mosquitto', ['-c', join(folder, 'mosquitto.conf')], {
      env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
      stdio: 'ignore',
    });
    await untilListening(outer, broker);
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'smp-trusted-'));
    files = openCertFiles(folder);
    await files.authority(2, Date.now(), false);
    await files.server(['localhost', '127.0.0.1'], 2, Date.now());
    const crl = await files.revocations([], 2, Date.now());
    [inner, outer] = [await freePort(), await freePort()];
    const rules = ['data', 'status'].map((kind) => `pattern write pasar/+/%u/${kind}`);
    const heard = ['receipt', 'config'].map((kind) => `pattern read pasar/+/%u/${kind}`);
    await writeFile(join(folder, 'acl'), `${[...rules, ...heard].join('\n')}\n`, { mode: 0o600 });
    const lines = [
      // Its files lie in a folder of whoever runs the tests.
      'user root',
      'per_listener_settings true',
      'persistence true',
      `persistence_location ${folder}/`,
      `listener ${inner} 127.0.0.1`,
      'allow_anonymous true',
      `listener ${outer} 127.0.0.1`,
      `cafile ${join(files.folder, 'ca.crt')}`,
      `certfile ${join(files.folder, 'server.crt')}`,
      `keyfile ${join(files.folder, 'server.key')}`,
      `crlfile ${crl}`,
      'require_certificate true',
      'use_identity_as_username true',
      `acl_file ${join(folder, 'acl')}`,
    ];
    await writeFile(join(folder, 'mosquitto.conf'), `${lines.join('\n')}\n`);
    await startBroker();
    const env = { MQTT_URL: `mqtt://127.0.0.1:${inner}`, MQTT_TRUST_TOPIC: '1' };
    server = await startTestServer({ env });
    pool = createPool(server.databaseUrl, 2, () => undefined);
    const db = createPrisma(pool);
    admin = (await createApiToken(db, { role: 'admin', name: 'trusted', expiresAt: null })).token;
    await db.$disconnect();
  });
  afterAll(async () => {
    await pool.end();
    await server.stop();
    await ended(broker, 'SIGTERM');
    await rm(folder, { recursive: true, force: true });
  });

  const topicOf = (device: TestDevice, kind: string) => `pasar/${device.marketId}/${device.deviceId}/${kind}`;
  const proof = (device: TestDevice) => [
    ...['-h', 'localhost', '-p', String(outer), '-q', '1', '--cafile', join(files.folder, 'ca.crt')],
    ...['--cert', join(files.folder, `device-${device.deviceId}.crt`)],
    ...['--key', join(files.folder, `device-${device.deviceId}.key`)],
  ];
  const publish = (device: TestDevice, topic: string, body: string | object) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return mosquitto('mosquitto_pub', [...proof(device), '-t', topic, '-s'], text);
  };
  const ago = (device: TestDevice, seconds: number) =>
    device.reading({ timestamp: new Date(Date.now() - seconds * 1000).toISOString() });

  async function withCertificate(): Promise<TestDevice> {
    const device = await registerTestDevice(server.url, admin);
    const { fingerprint, serial, notAfter } = await files.client(device.deviceId, 2, Date.now());
    const row = { deviceId: device.deviceId, fingerprint, serial, notAfter };
    await recordCertificate({ pool, clock: createClock(null) }, OPERATOR, row);
    return device;
  }

  const stored = (device: TestDevice) =>
    pool
      .query('SELECT 1 FROM reading WHERE device_id = $1', [device.deviceId])
      .then(({ rowCount }) => rowCount);

  const online = (device: TestDevice) =>
    pool
      .query<{ online: boolean }>('SELECT online FROM device WHERE id = $1', [device.deviceId])
      .then(({ rows }) => rows[0]?.online);

  it('takes a reading by its topic alone, without a token, from a device with a certificate', async () => {
    const device = await withCertificate();
    expect(await publish(device, topicOf(device, 'data'), device.reading())).toEqual({ code: 0, output: '' });
    await expect.poll(() => stored(device), { timeout: 30_000 }).toBe(1);
  });

  it('takes nothing that a device writes to the topic of another one, or to that of all', async () => {
    const [device, other] = [await withCertificate(), await withCertificate()];
    await publish(device, topicOf(other, 'data'), other.reading());
    await publish(device, 'pasar/data', device.reading());
    // The broker hands on in order: whatever it let through before this one was taken by now.
    await publish(device, topicOf(device, 'data'), ago(device, 5));
    await expect.poll(() => stored(device), { timeout: 30_000 }).toBe(1);
    expect(await stored(other)).toBe(0);
  });

  it('refuses a device that is suspended, and one that the platform does not know', async () => {
    const device = await withCertificate();
    const spy = await connectDevice(`mqtt://127.0.0.1:${inner}`, {});
    const heard = await listen(spy, topicOf(device, 'receipt'));
    const strangers = await listen(spy, 'pasar/PASAR-001/STRANGER/receipt');
    const body = JSON.stringify({ device_ids: [device.deviceId], action: 'suspend' });
    const headers = { authorization: `Bearer ${admin}`, 'content-type': 'application/json' };
    await fetch(`${server.url}/api/devices/act`, { method: 'POST', headers, body });
    await publish(device, topicOf(device, 'data'), device.reading());
    await spy.publishAsync('pasar/PASAR-001/STRANGER/data', JSON.stringify(device.reading()), { qos: 1 });
    await expect.poll(() => heard.map(({ status }) => status), { timeout: 30_000 }).toEqual([403]);
    await expect.poll(() => strangers.map(({ status }) => status), { timeout: 30_000 }).toEqual([401]);
    expect(await stored(device)).toBe(0);
    await spy.endAsync();
  });

  it('says that a message is too large, and lives on', async () => {
    const device = await withCertificate();
    const spy = await connectDevice(`mqtt://127.0.0.1:${inner}`, {});
    const heard = await listen(spy, topicOf(device, 'receipt'));
    await publish(device, topicOf(device, 'data'), `{"x":"${'x'.repeat(600 * 1024)}"}`);
    await publish(device, topicOf(device, 'data'), device.reading());
    await expect.poll(() => heard.map(({ status }) => status), { timeout: 30_000 }).toEqual([413, 202]);
    await spy.endAsync();
  });

  it('hears from the last will of a foreign device that it is gone', async () => {
    const device = await withCertificate();
    const will = ['--will-topic', topicOf(device, 'status'), '--will-qos', '1'];
    const child = stayConnected([
      ...proof(device),
      ...['-t', topicOf(device, 'config'), ...will, '--will-payload', '{"state":"offline"}'],
    ]);
    await publish(device, topicOf(device, 'status'), { state: 'online', battery: 64 });
    await expect.poll(() => online(device), { timeout: 30_000 }).toBe(true);
    child.kill('SIGKILL');
    await expect.poll(() => online(device), { timeout: 30_000 }).toBe(false);
  });

  it('serves the client of a device that shows its certificate', async () => {
    const device = await withCertificate();
    const home = join(folder, 'client');
    const join_ = ['--register', '--server', server.url, '--code', device.enrolmentCode];
    await runDeviceClient(home, join_);
    const of = (name: string) => join(files.folder, `device-${device.deviceId}.${name}`);
    await runDeviceClient(home, [
      ...['--mode', 'mqtt', '--mqtt', `mqtts://localhost:${outer}`, '--ca', join(files.folder, 'ca.crt')],
      ...['--cert', of('crt'), '--cert-key', of('key'), '--mock', 'true', '--count', '2'],
    ]);
    await expect.poll(() => stored(device), { timeout: 30_000 }).toBe(2);
  });

  it('lets nobody in with a certificate that stands in the list of revoked ones', async () => {
    const [device, other] = [await withCertificate(), await withCertificate()];
    const deps = { pool, clock: createClock(null) };
    const [row] = await revokeCertificates(deps, OPERATOR, { deviceId: device.deviceId });
    expect(row?.deviceId).toBe(device.deviceId);
    const revoked = (await listCertificates(pool)).flatMap(({ serial, revokedAt }) =>
      revokedAt === null ? [] : [{ serial, revokedAt }],
    );
    await files.revocations(revoked, 2, Date.now());
    await ended(broker, 'SIGTERM');
    await startBroker();
    expect((await publish(device, topicOf(device, 'data'), device.reading())).code).not.toBe(0);
    expect((await publish(other, topicOf(other, 'data'), other.reading())).code).toBe(0);
    await expect.poll(() => stored(other), { timeout: 30_000 }).toBe(1);
    expect(await stored(device)).toBe(0);
  });
});
