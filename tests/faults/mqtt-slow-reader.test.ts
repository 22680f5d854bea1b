import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiToken } from '@/lib/services/api-tokens';
import { createPool } from '@/lib/store/pool';
import { createPrisma } from '@/lib/store/prisma-client';
import { registerTestDevice, type TestDevice } from '../support/device';
import { connectDevice, freePort, listen } from '../support/mqtt';
import { startTestServer, type TestServer } from '../support/server';

const BATCH = 250;
/** Answers of so many batches are more than the system's buffers of one connection hold. */
const BATCHES = 160;

describe('the broker inside, with devices that do not keep up', () => {
  let server: TestServer;
  let port: number;
  let admin: string;

  beforeAll(async () => {
    port = await freePort();
    server = await startTestServer({ env: { MQTT_PORT: String(port) } });
    const pool = createPool(server.databaseUrl, 1, () => undefined);
    const db = createPrisma(pool);
    admin = (await createApiToken(db, { role: 'admin', name: 'mqtt', expiresAt: null })).token;
    await db.$disconnect();
    await pool.end();
  });
  afterAll(() => server.stop());

  const topicOf = (device: TestDevice, kind: string) => `pasar/${device.marketId}/${device.deviceId}/${kind}`;
  const join = (device: TestDevice): Promise<MqttClient> =>
    connectDevice(`mqtt://127.0.0.1:${port}`, { username: device.deviceId, password: device.token });
  const clients = async () =>
    Number(/^smp_mqtt_clients (\d+)$/m.exec(await (await fetch(`${server.url}/metrics`)).text())?.[1]);
  const batch = (device: TestDevice) =>
    JSON.stringify({
      readings: Array.from({ length: BATCH }, () => ({ ...device.reading(), reading_id: randomUUID() })),
    });

  it('puts one out that does not read its receipts, and answers the others', async () => {
    const slow = await registerTestDevice(server.url, admin);
    const quick = await registerTestDevice(server.url, admin);
    const other = await join(quick);
    const receipts = await listen(other, topicOf(quick, 'receipt'));
    const deaf = await join(slow);
    await deaf.subscribeAsync(topicOf(slow, 'receipt'), { qos: 1 });
    deaf.on('error', () => undefined);
    deaf.stream.pause();
    for (let n = 0; n < BATCHES; n++)
      deaf.publish(topicOf(slow, 'data'), batch(slow), { qos: 1 }, () => undefined);
    while ((await clients()) > 1) await sleep(250);
    await other.publishAsync(topicOf(quick, 'data'), JSON.stringify(quick.reading()), { qos: 1 });
    while (receipts.length === 0) await sleep(50);
    expect(receipts).toHaveLength(1);
    deaf.end(true);
    await other.endAsync();
  });

  it('keeps no session of devices that left before they were let in', async () => {
    const device = await registerTestDevice(server.url, admin);
    const hello = connectPacket(device.deviceId, device.token);
    await Promise.all(
      Array.from({ length: 60 }, async () => {
        const socket = connect(port, '127.0.0.1');
        socket.on('error', () => undefined);
        await new Promise((resolve) => socket.once('connect', resolve));
        socket.write(hello, () => socket.resetAndDestroy());
      }),
    );
    const last = await join(device);
    expect(await clients()).toBe(1);
    await last.endAsync();
    while ((await clients()) > 0) await sleep(50);
  });
});

/** CONNECT of MQTT 3.1.1 (OASIS standard, section 3.1) with a clean session. */
function connectPacket(user: string, password: string): Buffer {
  const text = (value: string) => {
    const bytes = Buffer.from(value);
    return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
  };
  const body = Buffer.concat([
    text('MQTT'),
    Buffer.from([4, 0b1100_0010, 0, 60]),
    text(`gone-${randomUUID().slice(0, 8)}`),
    text(user),
    text(password),
  ]);
  const length = body.length < 128 ? [body.length] : [(body.length & 127) | 128, body.length >> 7];
  return Buffer.concat([Buffer.from([0x10, ...length]), body]);
}
