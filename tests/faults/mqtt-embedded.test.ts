import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createClock } from '@/lib/clock';
import { createApiToken } from '@/lib/services/api-tokens';
import { recordCertificate, revokeCertificates } from '@/lib/services/device-certificates';
import { createPool } from '@/lib/store/pool';
import { createPrisma, type Db } from '@/lib/store/prisma-client';
import { type CertFiles, openCertFiles } from '@/server/certs/cert-files';
import { registerTestDevice, type TestDevice } from '../support/device';
import { connectDevice, freePort, hasMosquitto, listen, mosquitto } from '../support/mqtt';
import { addOwnMarket, closeOwnMarket } from '../support/own-market';
import { startTestServer, type TestServer } from '../support/server';

const OPERATOR = { kind: 'job', name: 'test' } as const;

describe.skipIf(!hasMosquitto())('the broker inside', () => {
  let dataDir: string;
  let files: CertFiles;
  let server: TestServer;
  let pool: Pool;
  let db: Db;
  let admin: string;
  let port: number;
  let tlsPort: number;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'smp mqtt '));
    files = openCertFiles(dataDir);
    await files.authority(2, Date.now(), false);
    await files.server(['localhost', '127.0.0.1'], 2, Date.now());
    [port, tlsPort] = [await freePort(), await freePort()];
    const env = { MQTT_PORT: String(port), MQTT_TLS_PORT: String(tlsPort) };
    server = await startTestServer({ dataDir, env });
    pool = createPool(server.databaseUrl, 2, () => undefined);
    db = createPrisma(pool);
    admin = (await createApiToken(db, { role: 'admin', name: 'mqtt', expiresAt: null })).token;
  });
  afterAll(async () => {
    await db.$disconnect();
    await pool.end();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const topicOf = (device: TestDevice, kind: string) => `pasar/${device.marketId}/${device.deviceId}/${kind}`;
  const asDevice = (device: TestDevice) => ['-u', device.deviceId, '-P', device.token];
  const plain = () => ['-h', '127.0.0.1', '-p', String(port), '-q', '1'];
  const tls = () => [
    '-h',
    'localhost',
    '-p',
    String(tlsPort),
    '-q',
    '1',
    '--cafile',
    join(files.folder, 'ca.crt'),
  ];
  const withCertificate = (name: string) => [
    ...['--cert', join(files.folder, `device-${name}.crt`)],
    ...['--key', join(files.folder, `device-${name}.key`)],
  ];

  async function stored(device: TestDevice): Promise<number> {
    const { rows } = await pool.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM reading WHERE device_id = $1',
      [device.deviceId],
    );
    return rows[0]?.n ?? 0;
  }

  async function makeCertificate(deviceId: string): Promise<string> {
    const { fingerprint, serial, notAfter } = await files.client(deviceId, 2, Date.now());
    const deps = { pool, clock: createClock(null) };
    await recordCertificate(deps, OPERATOR, { deviceId, fingerprint, serial, notAfter });
    return fingerprint;
  }

  it('takes a reading on the shared topic and on the device’s own, and says nothing before it is stored', async () => {
    const device = await registerTestDevice(server.url, admin);
    for (const [i, topic] of ['pasar/data', topicOf(device, 'data')].entries()) {
      const body = JSON.stringify(
        device.reading({ timestamp: new Date(Date.now() - i * 1000).toISOString() }),
      );
      const sent = await mosquitto('mosquitto_pub', [
        ...plain(),
        ...asDevice(device),
        '-t',
        topic,
        '-m',
        body,
      ]);
      expect(sent).toEqual({ code: 0, output: '' });
      expect(await stored(device)).toBe(i + 1);
    }
  });

  it('takes one over TLS, by token and by client certificate', async () => {
    const device = await registerTestDevice(server.url, admin);
    await makeCertificate(device.deviceId);
    for (const [i, proof] of [asDevice(device), withCertificate(device.deviceId)].entries()) {
      const body = JSON.stringify(
        device.reading({ timestamp: new Date(Date.now() - i * 1000).toISOString() }),
      );
      const args = [...tls(), ...proof, '-t', topicOf(device, 'data'), '-m', body];
      expect(await mosquitto('mosquitto_pub', args)).toEqual({ code: 0, output: '' });
      expect(await stored(device)).toBe(i + 1);
    }
  });

  it('refuses a revoked certificate within five seconds, on new connections and on open ones', async () => {
    const device = await registerTestDevice(server.url, admin);
    const name = await makeCertificate(device.deviceId);
    const { readFile } = await import('node:fs/promises');
    const pem = (file: string) => readFile(join(files.folder, file));
    const client = await connectDevice(`mqtts://localhost:${tlsPort}`, {
      ca: await pem('ca.crt'),
      cert: await pem(`device-${device.deviceId}.crt`),
      key: await pem(`device-${device.deviceId}.key`),
    });
    await revokeCertificates({ pool, clock: createClock(null) }, OPERATOR, { name });
    await expect.poll(() => client.connected, { timeout: 5_000 }).toBe(false);
    const body = JSON.stringify(device.reading());
    const args = [...tls(), ...withCertificate(device.deviceId), '-t', topicOf(device, 'data'), '-m', body];
    expect((await mosquitto('mosquitto_pub', args)).code).not.toBe(0);
    expect(await stored(device)).toBe(0);
  });

  it('refuses a certificate of another authority', async () => {
    const device = await registerTestDevice(server.url, admin);
    const elsewhere = await mkdtemp(join(tmpdir(), 'smp other '));
    const others = openCertFiles(elsewhere);
    await others.authority(2, Date.now(), false);
    await others.client(device.deviceId, 2, Date.now());
    const proof = [
      ...['--cert', join(others.folder, `device-${device.deviceId}.crt`)],
      ...['--key', join(others.folder, `device-${device.deviceId}.key`)],
    ];
    const args = [...tls(), ...proof, '-t', topicOf(device, 'data'), '-m', JSON.stringify(device.reading())];
    expect((await mosquitto('mosquitto_pub', args)).code).not.toBe(0);
    await rm(elsewhere, { recursive: true });
    expect(await stored(device)).toBe(0);
  });

  it.each<[name: string, proof: (device: TestDevice, other: TestDevice) => readonly string[]]>([
    ['no name', () => []],
    ['a wrong token', (device) => ['-u', device.deviceId, '-P', `${device.token}x`]],
    ['the token of another device', (device, other) => ['-u', device.deviceId, '-P', other.token]],
    ['an API token', (device) => ['-u', device.deviceId, '-P', admin]],
    ['an enrolment code', (device) => ['-u', device.deviceId, '-P', device.enrolmentCode]],
    ['a name alone', (device) => ['-u', device.deviceId]],
  ])('lets nobody in with %s', async (_name, proof) => {
    const [device, other] = [
      await registerTestDevice(server.url, admin),
      await registerTestDevice(server.url, admin),
    ];
    const body = JSON.stringify(device.reading());
    const args = [...plain(), ...proof(device, other), '-t', topicOf(device, 'data'), '-m', body];
    expect((await mosquitto('mosquitto_pub', args)).code).not.toBe(0);
    expect(await stored(device)).toBe(0);
  });

  it('lets a device write to no topic but its own', async () => {
    const [device, other] = [
      await registerTestDevice(server.url, admin),
      await registerTestDevice(server.url, admin),
    ];
    const body = JSON.stringify(other.reading());
    const topics = [
      topicOf(other, 'data'),
      topicOf(device, 'receipt'),
      topicOf(other, 'config'),
      'pasar/x',
      'x',
      '$SYS/x',
    ];
    for (const topic of topics) {
      const client = await connectDevice(`mqtt://127.0.0.1:${port}`, {
        username: device.deviceId,
        password: device.token,
      });
      // QoS 0, so that nothing is waited for but the end of the connection.
      client.publish(topic, body);
      await expect.poll(() => client.connected, { timeout: 5_000, message: topic }).toBe(false);
      await client.endAsync(true);
    }
    expect((await stored(device)) + (await stored(other))).toBe(0);
  });

  it('checks who is named in a message on the shared topic, says so, and does not want it again', async () => {
    const [device, other] = [
      await registerTestDevice(server.url, admin),
      await registerTestDevice(server.url, admin),
    ];
    const client = await connectDevice(`mqtt://127.0.0.1:${port}`, {
      username: device.deviceId,
      password: device.token,
    });
    const heard = await listen(client, topicOf(device, 'receipt'));
    await client.publishAsync('pasar/data', JSON.stringify(other.reading()), { qos: 1 });
    await expect.poll(() => heard.length).toBe(1);
    expect(heard[0]).toMatchObject({ status: 403, errors: [{ field: 'device_id', code: 'not_yours' }] });
    await client.endAsync();
    expect((await stored(device)) + (await stored(other))).toBe(0);
  });

  it('tells a device whose market has closed so, once and for good', async () => {
    await addOwnMarket(pool, 'PASAR-SHUT', 31);
    const within = { timeout: 20_000, interval: 200 };
    const shut = await vi.waitFor(() => registerTestDevice(server.url, admin, 'PASAR-SHUT'), within);
    await closeOwnMarket(pool, 'PASAR-SHUT', '2026-01-01');
    await vi.waitFor(async () => expect((await shut.post(shut.reading())).status).toBe(422), within);
    const client = await connectDevice(`mqtt://127.0.0.1:${port}`, {
      username: shut.deviceId,
      password: shut.token,
    });
    const heard = await listen(client, topicOf(shut, 'receipt'));
    await client.publishAsync(topicOf(shut, 'data'), JSON.stringify(shut.reading()), { qos: 1 });
    await expect.poll(() => heard.length).toBe(1);
    expect(heard[0]).toMatchObject({ status: 422, errors: [{ field: 'market_id', code: 'market_closed' }] });
    await client.endAsync();
  });

  it('lets a device hear nothing but its own receipts and settings', async () => {
    const [device, other] = [
      await registerTestDevice(server.url, admin),
      await registerTestDevice(server.url, admin),
    ];
    const spy = await connectDevice(`mqtt://127.0.0.1:${port}`, {
      username: other.deviceId,
      password: other.token,
      clean: false,
      clientId: 'spy',
    });
    const heard: string[] = [];
    spy.on('message', (topic) => void heard.push(topic));
    const wanted = [
      '#',
      'pasar/#',
      '+/+/+/receipt',
      topicOf(device, 'receipt'),
      topicOf(device, 'config'),
      '$SYS/#',
      'pasar/data',
      topicOf(other, 'data'),
    ];
    const packet = await spy.subscribeAsync([...wanted, topicOf(other, 'receipt')], { qos: 1 }).then(
      (granted) => granted.map(({ qos }) => qos as number),
      (error: { granted?: number[] }) => error.granted ?? [],
    );
    if (packet.length > 0) expect(packet.slice(0, -1).every((qos) => qos === 128)).toBe(true);
    const args = [
      ...plain(),
      ...asDevice(device),
      '-t',
      topicOf(device, 'data'),
      '-m',
      JSON.stringify(device.reading()),
    ];
    expect((await mosquitto('mosquitto_pub', args)).code).toBe(0);
    await spy.endAsync(true);
    // What was refused does not wait for the session to come back, either.
    expect(
      (
        await mosquitto('mosquitto_pub', [
          ...args.slice(0, -1),
          JSON.stringify(device.reading({ timestamp: new Date(Date.now() - 9_000).toISOString() })),
        ])
      ).code,
    ).toBe(0);
    const again = await connectDevice(`mqtt://127.0.0.1:${port}`, {
      username: other.deviceId,
      password: other.token,
      clean: false,
      clientId: 'spy',
    });
    again.on('message', (topic) => void heard.push(topic));
    await again.publishAsync(topicOf(other, 'data'), JSON.stringify(other.reading()), { qos: 1 });
    await again.endAsync();
    expect(heard.filter((topic) => !topic.includes(other.deviceId))).toEqual([]);
  });

  it('does not hand one device the session of another that took the same name', async () => {
    const [device, other] = [
      await registerTestDevice(server.url, admin),
      await registerTestDevice(server.url, admin),
    ];
    const url = `mqtt://127.0.0.1:${port}`;
    const clientId = 'the-same';
    const first = await connectDevice(url, { clientId, username: device.deviceId, password: device.token });
    const second = await connectDevice(url, { clientId, username: other.deviceId, password: other.token });
    const heard = await listen(first, topicOf(device, 'receipt'));
    await first.publishAsync(topicOf(device, 'data'), JSON.stringify(device.reading()), { qos: 1 });
    await expect.poll(() => heard.length).toBe(1);
    expect(second.connected).toBe(true);
    await Promise.all([first.endAsync(), second.endAsync()]);
  });

  it('answers on the receipt topic what HTTP answers: for a good reading, a bad one, a batch and no JSON', async () => {
    const device = await registerTestDevice(server.url, admin);
    const client = await connectDevice(`mqtt://127.0.0.1:${port}`, {
      username: device.deviceId,
      password: device.token,
    });
    const heard = await listen(client, topicOf(device, 'receipt'));
    const reading_id = randomUUID();
    const good = device.reading({ reading_id });
    const bad = device.reading({ reading_id: randomUUID(), prices: { batu: 5 } });
    for (const body of [good, bad, { readings: [good, bad] }])
      await client.publishAsync(topicOf(device, 'data'), JSON.stringify(body), { qos: 1 });
    await client.publishAsync(topicOf(device, 'data'), '{"a":', { qos: 1 });
    await expect.poll(() => heard.length).toBe(4);
    const byHttp = (await (await device.post(good)).json()) as object;
    expect(heard[0]).toEqual({ status: 202, ...byHttp });
    expect(heard[1]).toMatchObject({ status: 422, reading_id: bad.reading_id });
    expect(heard[2]).toMatchObject({ status: 202, accepted: 1, reading_ids: [reading_id, bad.reading_id] });
    expect(heard[3]).toMatchObject({ status: 400, reading_id: null });
    await client.endAsync();
  });

  it('answers a message that is too large, ends a connection that announces a huge one, and lives on', async () => {
    const device = await registerTestDevice(server.url, admin);
    const large = `{"x":"${'x'.repeat(600 * 1024)}"}`;
    const client = await connectDevice(`mqtt://127.0.0.1:${port}`, {
      username: device.deviceId,
      password: device.token,
    });
    const heard = await listen(client, topicOf(device, 'receipt'));
    await client.publishAsync(topicOf(device, 'data'), large, { qos: 1 });
    await expect.poll(() => heard.length).toBe(1);
    expect(heard[0]).toMatchObject({ status: 413 });
    client.publish(topicOf(device, 'data'), 'x'.repeat(3 * 1024 * 1024), { qos: 1 }, () => undefined);
    await expect.poll(() => client.connected, { timeout: 5_000 }).toBe(false);
    await client.endAsync(true);
    const args = [
      ...plain(),
      ...asDevice(device),
      '-t',
      'pasar/data',
      '-m',
      JSON.stringify(device.reading()),
    ];
    expect((await mosquitto('mosquitto_pub', args)).code).toBe(0);
  });

  it('keeps what a device says of itself, and its last will when it is cut off', async () => {
    const device = await registerTestDevice(server.url, admin);
    const client = await connectDevice(`mqtt://127.0.0.1:${port}`, {
      username: device.deviceId,
      password: device.token,
      will: {
        topic: topicOf(device, 'status'),
        payload: Buffer.from('{"state":"offline"}'),
        qos: 1,
        retain: false,
      },
    });
    const said = {
      state: 'online',
      battery: 81,
      queue_depth: 7,
      software: 'test/1.0',
      time: new Date().toISOString(),
    };
    await client.publishAsync(topicOf(device, 'status'), JSON.stringify(said), { qos: 1 });
    const read = async () =>
      (await db.device.findUniqueOrThrow({ where: { id: device.deviceId } })) as unknown as Record<
        string,
        unknown
      >;
    await expect.poll(async () => (await read()).battery, { timeout: 10_000 }).toBe(81);
    expect(await read()).toMatchObject({ online: true, queueDepth: 7, software: 'test/1.0' });
    expect(Math.abs(Number((await read()).clockOffsetMs))).toBeLessThan(5_000);
    client.stream.destroy();
    await expect.poll(async () => (await read()).online, { timeout: 10_000 }).toBe(false);
    await client.endAsync(true);
  });

  it('ends the connections of a device within five seconds of its suspension', async () => {
    const device = await registerTestDevice(server.url, admin);
    const client = await connectDevice(`mqtt://127.0.0.1:${port}`, {
      username: device.deviceId,
      password: device.token,
    });
    await db.device.update({
      where: { id: device.deviceId },
      data: { status: 'suspended', changedAt: new Date() },
    });
    await expect.poll(() => client.connected, { timeout: 5_000 }).toBe(false);
    await client.endAsync(true);
  });
});

describe('a port that somebody else has', () => {
  let taken: Server;
  beforeAll(
    () =>
      new Promise<void>((resolve) => {
        taken = createServer().listen(0, '127.0.0.1', () => resolve());
      }),
  );
  afterAll(() => void taken.close());

  it('is named with what to change, and everything else is served', async () => {
    const address = taken.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const server = await startTestServer({ env: { MQTT_PORT: String(port) } });
    expect(server.output()).toContain(`MQTT port ${port} is in use.`);
    expect(server.output()).toContain(`MQTT_PORT=${port + 1}`);
    expect((await fetch(`${server.url}/api/health/ready`)).status).toBe(200);
    expect(await server.stop()).toBe(0);
  });
});
