import { startTestServer } from '@/tests/support/server';
import { registerDevices } from './support/devices';
import { readingText } from './support/ingest-requests';
import { load, postBytes } from './support/load';
import { residentMegabytes } from './support/processor-time';
import { report } from './support/report';
import { spread, written } from './support/stats';

const CONNECTIONS = 200;
const BATCH = 100;
const SECONDS = 10;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const LAG = /^nodejs_eventloop_lag_p99_seconds (.+)$/m;

/** Two hundred devices send batches without a pause: what the server takes, and how a visitor of the board fares. */
export async function run(): Promise<void> {
  const server = await startTestServer();
  const devices = await registerDevices(server, CONNECTIONS);
  const port = Number(new URL(server.url).port);
  const memory = () => residentMegabytes(server.process.pid ?? 0);
  const figures: Record<'stored' | 'refused' | 'lag' | 'board' | 'memory', number[]> = {
    stored: [],
    refused: [],
    lag: [],
    board: [],
    memory: [],
  };
  const before = await memory();
  const strange = new Set<number>();
  for (let round = 0; round < ROUNDS; round++) {
    await metrics(server.url);
    const visitor = visit(server.url, memory);
    const { answers, statuses, rate } = await load({
      port,
      connections: CONNECTIONS,
      seconds: SECONDS,
      request: (c) => batchOf(devices[c % devices.length]),
    });
    const { times, most } = await visitor.leave();
    const count = (status: number) => (statuses.get(status) ?? 0) / answers;
    for (const status of statuses.keys()) if (status !== 202 && status !== 429) strange.add(status);
    figures.stored.push(count(202) * rate * BATCH);
    figures.refused.push(count(429) * rate * BATCH);
    figures.lag.push(1_000 * Number(LAG.exec(await metrics(server.url))?.[1]));
    figures.board.push(times[Math.floor(times.length * 0.99)] ?? Number.NaN);
    figures.memory.push(most - before);
  }
  await server.stop();
  await report('overload', [
    { what: 'readings stored a second', figure: written(spread(figures.stored)), target: '' },
    { what: 'readings refused with 429 a second', figure: written(spread(figures.refused)), target: '' },
    { what: 'other answers', figure: [...strange].join(' ') || 'none', target: 'none' },
    { what: 'delay of the event loop, p99, ms', figure: written(spread(figures.lag), 1), target: '< 200' },
    { what: 'the open board meanwhile, p99, ms', figure: written(spread(figures.board), 1), target: '' },
    { what: 'memory above idle at the most, MB', figure: written(spread(figures.memory)), target: '' },
  ]);
}

function batchOf(device: Awaited<ReturnType<typeof registerDevices>>[number] | undefined): Buffer {
  if (device === undefined) throw new Error('no device');
  const readings = Array.from({ length: BATCH }, (_, n) => readingText(device, n));
  return postBytes('/ingest', device.token, `{"readings":[${readings.join(',')}]}`);
}

/** Opens the board again and again until it leaves. */
function visit(url: string, memory: () => Promise<number>) {
  const times: number[] = [];
  let most = 0;
  let staying = true;
  const visiting = (async () => {
    while (staying) {
      const startedAt = performance.now();
      await (await fetch(`${url}/api/public/board`)).arrayBuffer();
      times.push(performance.now() - startedAt);
      most = Math.max(most, await memory());
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  return {
    async leave() {
      staying = false;
      await visiting;
      return { times: times.sort((a, b) => a - b), most };
    },
  };
}

const metrics = async (url: string) => (await fetch(`${url}/metrics`)).text();
