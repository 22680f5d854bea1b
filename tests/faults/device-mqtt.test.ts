import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerDevices } from '@/bench/support/devices';
import { createPool } from '@/lib/store/pool';
import { runDeviceClient, startDeviceClient } from '../support/device-client';
import { openGate } from '../support/gate';
import { freePort } from '../support/mqtt';
import { startTestServer, type TestServer } from '../support/server';
import { pause } from './load';

const WAIT = { timeout: 60_000 };

describe('a device that reports by MQTT', () => {
  let server: TestServer;
  let folder: string;
  let port: number;
  beforeAll(async () => {
    port = await freePort();
    folder = await mkdtemp(join(tmpdir(), 'smp-device-mqtt-'));
    server = await startTestServer({ env: { MQTT_PORT: String(port) } });
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function joined(name: string): Promise<{ home: string; deviceId: string }> {
    const [device] = await registerDevices(server, 1);
    if (device === undefined) throw new Error('no device');
    const home = join(folder, name);
    await runDeviceClient(home, ['--register', '--server', server.url, '--code', device.enrolmentCode]);
    return { home, deviceId: device.deviceId };
  }

  /** A device that follows a file, and whose line to the broker can be cut. */
  async function behindGate(name: string, lines: string) {
    const { home, deviceId } = await joined(name);
    const gate = await openGate(() => `http://127.0.0.1:${port}`);
    const [csv, config] = [join(folder, `${name}.csv`), join(folder, `${name}.json`)];
    const mqtt = gate.url.replace('http', 'mqtt');
    const sensors = [{ kind: 'csv', path: csv }];
    await writeFile(csv, lines);
    await writeFile(config, JSON.stringify({ mode: 'mqtt', mqtt, interval: 0.05, sensors }));
    return { home, deviceId, gate, csv, config };
  }

  const stored = async (deviceId: string) => {
    const pool = createPool(server.databaseUrl, 1, () => undefined);
    const { rows } = await pool.query<{ price: number }>(
      `SELECT o.price::int AS price FROM reading r JOIN observation o ON o.reading_id = r.id
       WHERE r.device_id = $1 ORDER BY o.id`,
      [deviceId],
    );
    await pool.end();
    return rows.map((row) => row.price);
  };

  it('has every line of its sensor stored once, with its receipt, over a line that is cut again and again', async () => {
    const { home, deviceId, gate, csv, config } = await behindGate('cut', 'beras-medium\n');
    const client = startDeviceClient(home, ['--config', config, '--log', 'json']);
    for (let line = 0; line < 299; line++) {
      await appendFile(csv, `${10_000 + line}\n`);
      if (line % 60 === 30) gate.cut();
      if (line % 60 === 40) gate.mend();
      await pause(15);
    }
    client.process.kill('SIGKILL');
    await client.ended;
    gate.mend();
    // The killed client may have read every line: without a new one the next would wait for ever.
    await appendFile(csv, '10299\n');
    const last = await runDeviceClient(home, ['--config', config, '--log', 'json', '--count', '1']);
    await gate.close();
    const prices = await stored(deviceId);
    expect([...prices].sort((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, i) => 10_000 + i));
    const receipts = `${client.output()}${last}`.match(/"event":"delivered".*"ledger":"#\d+"/g) ?? [];
    expect(receipts.length).toBeGreaterThan(250);
  });

  it('stores a line once that it queued twice, because the power went before it noted where its sensor stopped', async () => {
    const { home, deviceId, gate, config } = await behindGate('twice', 'beras-medium\n11000\n11001\n');
    gate.cut();
    const client = startDeviceClient(home, ['--config', config, '--log', 'json']);
    await expect.poll(() => client.output().match(/"event":"queued"/g)?.length, WAIT).toBe(2);
    client.process.kill('SIGKILL');
    await client.ended;
    await rm(join(home, 'positions.json'));
    gate.mend();
    await runDeviceClient(home, ['--config', config, '--log', 'json', '--count', '1']);
    await gate.close();
    expect(await stored(deviceId)).toEqual([11_000, 11_001]);
    expect(await runDeviceClient(home, ['queue', 'counts'])).toContain('"waiting":0');
  });

  it('sets a reading aside that the platform refuses, and delivers the next one', async () => {
    const { home, deviceId } = await joined('bad');
    const csv = join(folder, 'bad.csv');
    const config = join(folder, 'bad.json');
    await writeFile(csv, 'beras-medium\nfree of charge\n12000\n');
    await writeFile(
      config,
      JSON.stringify({
        mode: 'mqtt',
        mqtt: `mqtt://127.0.0.1:${port}`,
        sensors: [{ kind: 'csv', path: csv }],
      }),
    );
    await runDeviceClient(home, ['--config', config, '--count', '2']);
    expect(await stored(deviceId)).toEqual([12_000]);
    const listed = await runDeviceClient(home, ['queue', 'list', '--rejected']);
    expect(JSON.parse(listed)).toMatchObject({
      reading: { prices: { 'beras-medium': 'free of charge' } },
      problem: { status: 422, errors: [{ field: 'prices.beras-medium' }] },
    });
    expect(await runDeviceClient(home, ['queue', 'retry'])).toContain('"retried":1');
    expect(await runDeviceClient(home, ['queue', 'counts'])).toContain('"waiting":1');
  });
});
