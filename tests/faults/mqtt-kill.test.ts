import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createPool } from '@/lib/store/pool';
import { connectDevice, freePort } from '../support/mqtt';
import { ended, startTestServer, type TestServer } from '../support/server';
import { auditDatabase, SOUND } from './audit';
import { pause, registerSenders, type Sender } from './load';
import { ownCluster } from './own-cluster';

const KILLS = 3;
const SENDERS = 12;

/** Reports one reading after the other by MQTT, each until its PUBACK came, wherever the broker is just then. */
async function report(sender: Sender, port: number, running: () => boolean, acked: string[]): Promise<void> {
  let reading: string | null = null;
  let id = '';
  while (running() || reading !== null) {
    const client = await connectDevice(`mqtt://127.0.0.1:${port}`, {
      username: sender.deviceId,
      password: sender.token,
    }).catch(() => null);
    // A connection that ends leaves the promise of its message open for good.
    const gone =
      client === null ? null : new Promise<'gone'>((resolve) => client.once('close', () => resolve('gone')));
    client?.on('error', () => undefined);
    while (client?.connected && (running() || reading !== null)) {
      if (reading === null) {
        id = randomUUID();
        const prices = { 'beras-medium': 13_400, 'bawang-merah': 40_000 };
        reading = JSON.stringify({
          reading_id: id,
          timestamp: new Date().toISOString(),
          market_id: 'PASAR-001',
          device_id: sender.deviceId,
          prices,
        });
      }
      const sent = client.publishAsync('pasar/data', reading, { qos: 1 }).then(
        () => 'acked' as const,
        () => 'gone' as const,
      );
      if ((await Promise.race([sent, gone])) !== 'acked') break;
      acked.push(`${sender.deviceId} ${id}`);
      reading = null;
      await pause(20);
    }
    await client?.endAsync(true).catch(() => undefined);
    await pause(100);
  }
}

describe('the broker inside a server that is killed', () => {
  it('has stored everything that it acknowledged, and nothing twice', async () => {
    const cluster = await ownCluster();
    const port = await freePort();
    const options = { ...cluster.options, env: { MQTT_PORT: String(port) } };
    let server: TestServer = await startTestServer(options);
    try {
      const databaseUrl = await cluster.url();
      const acked: string[] = [];
      let running = true;
      const senders = await registerSenders(server.url, databaseUrl, SENDERS);
      const loads = senders.map((sender) => report(sender, port, () => running, acked));
      for (let kill = 0; kill < KILLS; kill++) {
        await pause(1_000 + Math.random() * 1_000);
        await ended(server.process, 'SIGKILL');
        server = await startTestServer(options);
      }
      await pause(1_000);
      running = false;
      await Promise.all(loads);
      const pool = createPool(databaseUrl, 1, () => undefined);
      const { rows } = await pool.query<{ key: string }>(`SELECT device_id || ' ' || id AS key FROM reading`);
      await pool.end();
      const stored = new Set(rows.map((row) => row.key));
      expect(acked.length).toBeGreaterThan(200);
      expect(acked.filter((key) => !stored.has(key))).toEqual([]);
      expect(await auditDatabase(databaseUrl, [])).toMatchObject(SOUND);
    } finally {
      await ended(server.process, 'SIGKILL');
      await cluster.remove();
    }
  });
});
