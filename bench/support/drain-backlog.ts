import { randomUUID } from 'node:crypto';
import { homeOf } from '@/device/home';
import { privateFolder } from '@/device/private-files';
import { DEFAULTS } from '@/device/settings';
import { openStores } from '@/device/stores';
import { createPool } from '@/lib/store/pool';
import type { TestDevice } from '@/tests/support/device';
import { runDeviceClient } from '@/tests/support/device-client';
import type { TestServer } from '@/tests/support/server';
import { registerDevices } from './devices';

/** Milliseconds. */
interface Latency {
  readonly p50: number;
  readonly p99: number;
}

export interface DrainFigures {
  /** From the start of the client's process to its end, with everything settled. */
  readonly seconds: number;
  /** Readings of the device in the database, each once. */
  readonly stored: number;
  /** How long a device that reports four times a second waits for its answers. */
  readonly neighbourBefore: Latency;
  readonly neighbourDuring: Latency;
  /** Answers to the neighbour that were no 202. */
  readonly neighbourRefused: number;
}

/** A reading each two seconds, the last one some minutes ago. */
const EACH_MS = 2_000;
const LAST_AGO_MS = 5 * 60_000;
const PRICES = { 'beras-medium': 13_400, 'bawang-merah': 40_000, 'gula-konsumsi': 18_000 };

/** Fills a device's queue and lets the real client empty it, while a neighbour goes on reporting. */
export async function drainBacklog(server: TestServer, folder: string, count: number): Promise<DrainFigures> {
  const [device, neighbour] = await registerDevices(server, 2);
  if (device === undefined || neighbour === undefined) throw new Error('no devices');
  await runDeviceClient(folder, ['--register', '--server', server.url, '--code', device.enrolmentCode]);
  fill(folder, device, count);
  const calm = watch(neighbour);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const before = await calm.end();
  const during = watch(neighbour);
  const startedAt = performance.now();
  await runDeviceClient(folder, ['--drain', '--log', 'json']);
  const seconds = (performance.now() - startedAt) / 1000;
  const meanwhile = await during.end();
  return {
    seconds,
    stored: await storedOf(server, device.deviceId),
    neighbourBefore: before,
    neighbourDuring: meanwhile,
    neighbourRefused: before.refused + meanwhile.refused,
  };
}

/** What the client would have queued itself in a day without a network. */
function fill(folder: string, device: TestDevice, count: number): void {
  const home = homeOf({ SMP_DEVICE_HOME: folder });
  privateFolder(home.folder);
  const stores = openStores(home, { limits: DEFAULTS.queue, keyFile: null }, false);
  const first = Date.now() - LAST_AGO_MS - count * EACH_MS;
  for (let i = 0; i < count; i += 500) {
    const texts = Array.from({ length: Math.min(500, count - i) }, (_, k) =>
      JSON.stringify({
        ...device.reading({ prices: PRICES }),
        timestamp: new Date(first + (i + k) * EACH_MS).toISOString(),
        reading_id: randomUUID(),
      }),
    );
    stores.queue.append(texts);
  }
  stores.close();
}

function watch(device: TestDevice) {
  const times: number[] = [];
  let refused = 0;
  let ending = false;
  const running = (async () => {
    while (!ending) {
      const startedAt = performance.now();
      const response = await device.post(device.reading({ prices: PRICES, reading_id: randomUUID() }));
      await response.arrayBuffer();
      times.push(performance.now() - startedAt);
      if (response.status !== 202) refused += 1;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  })();
  return {
    async end() {
      ending = true;
      await running;
      times.sort((a, b) => a - b);
      const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
      return { p50: at(0.5), p99: at(0.99), refused };
    },
  };
}

async function storedOf(server: TestServer, deviceId: string): Promise<number> {
  const pool = createPool(server.databaseUrl, 1, () => undefined);
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM reading WHERE device_id = $1',
    [deviceId],
  );
  await pool.end();
  return rows[0]?.count ?? 0;
}
