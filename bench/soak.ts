import { readdirSync } from 'node:fs';
import { startChurn } from '@/tests/support/churn';
import { startTestServer } from '@/tests/support/server';
import { registerDevices } from './support/devices';
import { readingText } from './support/ingest-requests';
import { load, postBytes } from './support/load';
import { residentMegabytes } from './support/processor-time';
import { report } from './support/report';
import { slope, spread, written } from './support/stats';

const MINUTES = Number(process.env.BENCH_MINUTES ?? 5);
/** Readings a second; a machine of two cores takes ten times as many. */
const RATE = Number(process.env.BENCH_RATE ?? 400);
const CONNECTIONS = 32;
const CLIENTS = Number(process.env.BENCH_CLIENTS ?? 500);
/** Ten of them leave every second, and ten others come. */
const TURN_MS = 100;
const SAMPLE_MS = 5_000;

interface Sample {
  readonly hours: number;
  readonly megabytes: number;
  readonly files: number;
}

/** A server under steady load while readers come and go: what grows, and what breaks. `BENCH_MINUTES=30` for the long run. */
export async function run(): Promise<void> {
  const server = await startTestServer();
  const pid = server.process.pid ?? 0;
  const devices = await registerDevices(server, CONNECTIONS);
  const churn = await startChurn(server.url, CLIENTS, TURN_MS);
  const watch = watchProcess(pid);
  const { p50, p99, rate, statuses } = await load({
    port: Number(new URL(server.url).port),
    connections: CONNECTIONS,
    seconds: MINUTES * 60,
    pauseMs: (1_000 * CONNECTIONS) / RATE,
    request: (c, n) => {
      const device = devices[c];
      if (device === undefined) throw new Error('no device');
      return postBytes('/ingest', device.token, readingText(device, n));
    },
  });
  const samples = await watch.end();
  await churn.end();
  const exit = await server.stop();
  const others = [...statuses].filter(([status]) => status !== 202).map(([status, n]) => `${status} × ${n}`);
  const settled = samples.slice(Math.floor(samples.length / 2));
  const of = (some: readonly Sample[], what: keyof Sample) => written(spread(some.map((s) => s[what])));
  await report('soak', [
    { what: 'minutes', figure: `${MINUTES}`, target: '30' },
    { what: 'readings a second, acknowledged', figure: rate.toFixed(0), target: `at most ${RATE}` },
    { what: 'their p50 and p99, ms', figure: `${p50.toFixed(1)} · ${p99.toFixed(1)}`, target: '' },
    { what: 'other answers', figure: others.join(', ') || 'none', target: 'none' },
    { what: 'readers that came', figure: churn.came().toLocaleString('en-US'), target: '' },
    { what: 'of them refused or cut off', figure: `${churn.broken()}`, target: '0' },
    {
      what: 'memory in the first half, MB',
      figure: of(samples.slice(0, -settled.length), 'megabytes'),
      target: '',
    },
    { what: 'memory in the second half, MB', figure: of(settled, 'megabytes'), target: '' },
    {
      what: 'its growth there, MB an hour',
      figure: slope(settled.map((s) => [s.hours, s.megabytes])).toFixed(0),
      target: '≈ 0',
    },
    { what: 'open files in the second half', figure: of(settled, 'files'), target: 'constant' },
    { what: 'exit code', figure: `${exit}`, target: '0' },
  ]);
}

/** Reads a process's size and open files every few seconds. */
function watchProcess(pid: number) {
  const samples: Sample[] = [];
  const startedAt = performance.now();
  let reading: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    reading = take();
  }, SAMPLE_MS);
  async function take(): Promise<void> {
    const hours = (performance.now() - startedAt) / 3_600_000;
    samples.push({ hours, megabytes: await residentMegabytes(pid), files: openFiles(pid) });
  }
  return {
    async end(): Promise<readonly Sample[]> {
      clearInterval(timer);
      await reading;
      return samples;
    },
  };
}

const openFiles = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length;
