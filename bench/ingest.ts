import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import { createPool } from '@/lib/store/pool';
import type { TestDevice } from '@/tests/support/device';
import { createTestDatabase } from '@/tests/support/postgres';
import { startTestServer, type TestServer } from '@/tests/support/server';
import { type Child, startChild } from './support/child';
import { copyRowsPerSecond, copyStoredPerSecond, type StoredRows, storedRows } from './support/copy-limit';
import { registerDevices } from './support/devices';
import { readingText, singleRequests } from './support/ingest-requests';
import { load, postBytes } from './support/load';
import { report } from './support/report';
import { spread, written } from './support/stats';

/** The compiler needs some ten thousand readings to know its way; a platform that runs has had them. */
const WARM_ROUNDS = 3;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const SECONDS = 4;
const CONNECTIONS = 32;
const BATCH = 100;
const PRICES = 3;
const COPY_ROWS = 200_000;
const peer = join(dirname(fileURLToPath(import.meta.url)), 'peers/next');

interface Stage {
  readonly server: TestServer;
  readonly devices: readonly TestDevice[];
  readonly echo: Child;
  readonly next: Child;
}

type Figures = Record<'echo' | 'single' | 'next' | 'batch' | 'copy' | 'stored', number[]>;

/** One reading a request against a bare echo and an ordinary Next route; batches against COPY, of bare prices and of whole rows. */
export async function run(): Promise<void> {
  const stage = await prepare();
  const cold = await warmUp(stage);
  const figures: Figures = { echo: [], single: [], next: [], batch: [], copy: [], stored: [] };
  const rows = await batchRows(stage);
  const p99: number[] = [];
  const parts: readonly (() => Promise<void>)[] = [
    async () => void figures.echo.push((await loadEcho(stage)).rate),
    async () => {
      const result = await loadSingle(stage);
      figures.single.push(result.rate);
      p99.push(result.p99);
    },
    async () => void figures.next.push((await loadNext(stage)).rate),
    async () => void figures.batch.push((await loadBatches(stage)).rate * BATCH * PRICES),
    async () => void figures.copy.push(await copyLimit((pool) => copyRowsPerSecond(pool, COPY_ROWS, 1))),
    async () => void figures.stored.push(await copyLimit((pool) => copyStoredPerSecond(pool, rows))),
  ];
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < parts.length; i++) await parts[(i + round) % parts.length]?.();
  }
  await stage.echo.stop();
  await stage.next.stop();
  await stage.server.stop();
  const ratio = (a: readonly number[], b: readonly number[]) =>
    spread(a.map((v, i) => v / (b[i] ?? Number.NaN)));
  await report('ingest', [
    { what: 'bare node:http JSON echo, requests/s', figure: written(spread(figures.echo)), target: '' },
    {
      what: 'POST /ingest, one reading of 3 prices, requests/s',
      figure: written(spread(figures.single)),
      target: '',
    },
    { what: 'its p99, ms', figure: written(spread(p99), 1), target: '' },
    { what: 'ratio to the echo', figure: written(ratio(figures.single, figures.echo), 3), target: '≥ 0.25' },
    {
      what: 'Next route with Prisma create and io.emit, requests/s',
      figure: written(spread(figures.next)),
      target: '',
    },
    { what: 'ratio to the echo of a server that has just started', figure: cold.toFixed(3), target: '' },
    { what: 'times the Next route', figure: written(ratio(figures.single, figures.next), 1), target: '≥ 15' },
    { what: 'batches of 100 readings, price rows/s', figure: written(spread(figures.batch)), target: '' },
    { what: 'binary COPY into observation, rows/s', figure: written(spread(figures.copy)), target: '' },
    {
      what: 'batch rows to COPY rows',
      figure: written(ratio(figures.batch, figures.copy), 3),
      target: '≥ 0.4',
    },
    {
      what: 'binary COPY of the rows that batches wrote, with their verdicts, rows/s',
      figure: written(spread(figures.stored)),
      target: '',
    },
    { what: 'batch rows to those', figure: written(ratio(figures.batch, figures.stored), 3), target: '' },
  ]);
}

/** Every part that is compared for speed, some rounds that do not count. @returns the ratio to the echo of the first */
async function warmUp(stage: Stage): Promise<number> {
  const ratios: number[] = [];
  for (let round = 0; round < WARM_ROUNDS; round++) {
    const echo = await loadEcho(stage);
    ratios.push((await loadSingle(stage)).rate / echo.rate);
    await loadNext(stage);
    await loadBatches(stage);
  }
  return ratios[0] ?? Number.NaN;
}

async function prepare(): Promise<Stage> {
  const server = await startTestServer();
  const devices = await registerDevices(server, CONNECTIONS);
  const echo = await startChild('bench/peers/echo.ts');
  const built = spawnSync(
    process.execPath,
    [join(peer, '../../../node_modules/next/dist/bin/next'), 'build'],
    {
      cwd: peer,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      stdio: 'ignore',
    },
  );
  if (built.status !== 0) throw new Error('the ordinary Next route did not build');
  const database = await createTestDatabase();
  const next = await startChild('bench/peers/next/server.ts', {
    DATABASE_URL: database.url,
    NODE_ENV: 'production',
  });
  return { server, devices, echo, next };
}

const portOf = (server: TestServer) => Number(new URL(server.url).port);

function loadEcho({ echo, devices }: Stage) {
  const requests = devices.map((d) => postBytes('/ingest', d.token, readingText(d, 1)));
  return load({
    port: echo.port,
    connections: CONNECTIONS,
    seconds: SECONDS,
    request: (c) => requests[c] ?? Buffer.alloc(0),
  });
}

/** Fresh readings, made before the clock runs. */
function fresh(devices: readonly TestDevice[], perConnection: number) {
  const requests = singleRequests(devices, perConnection);
  return (c: number, n: number) => {
    const request = requests[c]?.[n];
    if (request === undefined) throw new Error('not enough requests were prepared');
    return request;
  };
}

function loadSingle({ server, devices }: Stage) {
  return load({
    port: portOf(server),
    connections: CONNECTIONS,
    seconds: SECONDS,
    request: fresh(devices, 4_000),
  });
}

function loadNext({ next, devices }: Stage) {
  return load({ port: next.port, connections: CONNECTIONS, seconds: SECONDS, request: fresh(devices, 800) });
}

function loadBatches({ server, devices }: Stage) {
  const connections = 4;
  const requests = devices.slice(0, connections).map((device) =>
    Array.from({ length: 300 }, () => {
      const readings = Array.from({ length: BATCH }, (_, n) => readingText(device, n));
      return postBytes('/ingest', device.token, `{"readings":[${readings.join(',')}]}`);
    }),
  );
  return load({
    port: portOf(server),
    connections,
    seconds: SECONDS,
    request: (c, n) => requests[c]?.[n] ?? Buffer.alloc(0),
  });
}

/** What the batches of the warming up left in the database. */
async function batchRows({ server }: Stage): Promise<StoredRows> {
  const pool = createPool(server.databaseUrl, 1, () => undefined);
  const rows = await storedRows(pool, COPY_ROWS);
  await pool.end();
  return rows;
}

/** @param copy fills an empty database @returns rows a second */
async function copyLimit(copy: (pool: Pool) => Promise<number>): Promise<number> {
  const database = await createTestDatabase();
  const pool = createPool(database.url, 1, () => undefined);
  const rate = await copy(pool);
  await pool.end();
  await database.drop();
  return rate;
}
