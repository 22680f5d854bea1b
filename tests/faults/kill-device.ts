import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registerDevices } from '@/bench/support/devices';
import { createPool } from '@/lib/store/pool';
import { runDeviceClient, startDeviceClient } from '../support/device-client';
import { openGate } from '../support/gate';
import { startTestServer, type TestServer } from '../support/server';
import { pause } from './load';
import { runAlone } from './run-alone';

export interface KillDeviceFigures {
  readonly kills: number;
  readonly cuts: number;
  /** Lines that the sensor's file had in the end; each is one reading. */
  readonly lines: number;
  readonly stored: number;
  readonly lost: number;
  readonly duplicated: number;
  /** Readings that a client said were queued and that are not stored. */
  readonly queuedAndLost: number;
  /** Stored readings of this device that came out of their order. */
  readonly disordered: number;
}

/** Prices that tell one line from the next, within what the judge takes for ordinary. */
const priceOf = (line: number) => 10_000 + line;

/**
 * Kills the device client with SIGKILL again and again while a sensor's file grows and the network comes and
 * goes; then compares the file with what the server stored, line by line.
 */
export async function killDevice(kills: number): Promise<KillDeviceFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'smp-device-kill-'));
  const server = await startTestServer();
  const gate = await openGate(() => server.url);
  try {
    const home = join(folder, 'home');
    const csv = join(folder, 'scale.csv');
    const config = join(folder, 'config.json');
    await writeFile(csv, 'beras-medium\n');
    await writeFile(
      config,
      JSON.stringify({ interval: 0.05, batch: 20, sensors: [{ kind: 'csv', path: csv }] }),
    );
    const [device] = await registerDevices(server, 1);
    if (device === undefined) throw new Error('no device');
    await runDeviceClient(home, ['--register', '--server', gate.url, '--code', device.enrolmentCode]);
    let lines = 0;
    const writing = setInterval(() => {
      const some = Array.from({ length: 1 + Math.floor(Math.random() * 6) }, () => `${priceOf(lines++)}\n`);
      void appendFile(csv, some.join(''));
    }, 30);
    let cuts = 0;
    const cutting = setInterval(() => {
      cuts += 1;
      gate.cut();
      setTimeout(gate.mend, 100 + Math.random() * 400);
    }, 1_100);
    const queued = new Set<string>();
    for (let kill = 0; kill < kills; kill++) {
      const client = startDeviceClient(home, ['--config', config, '--log', 'json']);
      // From before the queue is open to well into sending.
      await pause(300 + Math.random() * 1_700);
      client.process.kill('SIGKILL');
      await client.ended;
      for (const id of queuedIn(client.output())) queued.add(id);
    }
    clearInterval(writing);
    clearInterval(cutting);
    await pause(600);
    gate.mend();
    // One line more, so that there is something to count; with it the lines written since the last kill are read.
    await appendFile(csv, `${priceOf(lines++)}\n`);
    const last = await runDeviceClient(home, ['--config', config, '--log', 'json', '--count', '1']);
    for (const id of queuedIn(last)) queued.add(id);
    return { kills, cuts, ...(await compare(server, device.deviceId, lines, queued)) };
  } finally {
    await gate.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function queuedIn(output: string): readonly string[] {
  return [...output.matchAll(/"event":"queued","reading_id":"([^"]+)"/g)].map(([, id = '']) => id);
}

async function compare(server: TestServer, deviceId: string, lines: number, queued: ReadonlySet<string>) {
  const pool = createPool(server.databaseUrl, 1, () => undefined);
  const { rows } = await pool.query<{ id: string; price: number }>(
    `SELECT r.id::text AS id, o.price::int AS price FROM reading r JOIN observation o ON o.reading_id = r.id
     WHERE r.device_id = $1 ORDER BY o.id`,
    [deviceId],
  );
  await pool.end();
  const seen = rows.map((row) => row.price - priceOf(0));
  const ids = new Set(rows.map((row) => row.id));
  return {
    lines,
    stored: rows.length,
    lost: lines - new Set(seen).size,
    duplicated: rows.length - new Set(seen).size,
    queuedAndLost: [...queued].filter((id) => !ids.has(id)).length,
    disordered: seen.filter((line, i) => i > 0 && line < (seen[i - 1] ?? 0)).length,
  };
}

/*
 *     npx tsx tests/faults/kill-device.ts [KILLS]
 */
runAlone(import.meta.url, () => killDevice(Number(process.argv[2] ?? 20)));
