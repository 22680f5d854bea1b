import { WebSocket } from 'ws';
import type { TestDevice } from '@/tests/support/device';
import { startTestServer } from '@/tests/support/server';
import { registerDevices } from './support/devices';
import { readingText } from './support/ingest-requests';
import { report } from './support/report';
import { spread, written } from './support/stats';

const CLIENTS = 200;
const RATE = 1_000;
const SECONDS = 8;
const DEVICES = 50;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);

/** Time from a reading's acknowledgement at its sender to its frame at every open board. */
export async function run(): Promise<void> {
  const server = await startTestServer();
  const devices = await registerDevices(server, DEVICES);
  const p50: number[] = [];
  const p99: number[] = [];
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const result = await measure(server.url, devices);
    p50.push(result.p50);
    p99.push(result.p99);
    rates.push(result.rate);
  }
  await server.stop();
  await report('live', [
    { what: 'readings a second, acknowledged', figure: written(spread(rates)), target: `${RATE}` },
    {
      what: `acknowledgement to ${CLIENTS} browsers, median, ms`,
      figure: written(spread(p50), 1),
      target: '',
    },
    {
      what: `acknowledgement to ${CLIENTS} browsers, p99, ms`,
      figure: written(spread(p99), 1),
      target: '≤ 50',
    },
  ]);
}

interface Measured {
  readonly p50: number;
  readonly p99: number;
  readonly rate: number;
}

async function measure(url: string, devices: readonly TestDevice[]): Promise<Measured> {
  /** When each ledger position was acknowledged; positions wait here until every client has them. */
  const acknowledged = new Map<number, number>();
  const arrivals: { to: number; at: number }[] = [];
  const clients = await Promise.all(
    Array.from({ length: CLIENTS }, () => openBoard(url, (to, at) => arrivals.push({ to, at }))),
  );
  const startedAt = performance.now();
  const pending: Promise<void>[] = [];
  for (let n = 0; n < RATE * SECONDS; n++) {
    const due = startedAt + (n * 1000) / RATE;
    while (performance.now() < due) await new Promise((resolve) => setImmediate(resolve));
    const device = devices[n % devices.length];
    if (device === undefined) throw new Error('no device');
    pending.push(post(device, n, acknowledged));
  }
  await Promise.all(pending);
  const seconds = (performance.now() - startedAt) / 1000;
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (const client of clients) client.close();
  const delays = arrivals.flatMap(({ to, at }) => {
    const sent = acknowledged.get(to - 1);
    return sent === undefined ? [] : [Math.max(0, at - sent)];
  });
  delays.sort((a, b) => a - b);
  const share = (s: number) => delays[Math.floor(delays.length * s)] ?? Number.NaN;
  return { p50: share(0.5), p99: share(0.99), rate: (RATE * SECONDS) / seconds };
}

async function post(device: TestDevice, n: number, acknowledged: Map<number, number>): Promise<void> {
  const response = await device.post(readingText(device, n));
  const at = performance.now();
  const body = (await response.json()) as { prices: { ledger_index: number }[] };
  for (const p of body.prices) acknowledged.set(p.ledger_index, at);
}

/** The browser's protocol by hand, so that two hundred of them cost the machine little. */
function openBoard(url: string, onFrame: (to: number, at: number) => void): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    socket.on('error', reject);
    socket.on('message', (data) => {
      const text = data.toString();
      if (text.startsWith('0')) socket.send('40');
      else if (text === '2') socket.send('3');
      else if (text.startsWith('40')) {
        socket.send('42["subscribe",{"commodity":"beras-medium"}]');
        resolve(socket);
      } else {
        const to = /"to":(\d+)/.exec(text)?.[1];
        if (to !== undefined) onFrame(Number(to), performance.now());
      }
    });
  });
}
