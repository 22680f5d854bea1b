import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { NO_QUORUM, type Policy } from '@/lib/ledger/policy';
import { verifyLog } from '@/lib/ledger/verify-log';
import { createLog } from '@/lib/log';
import { createLedger, type Ledger } from '@/lib/services/ledger';
import { heldTrees } from '@/lib/services/ledger-held-trees';
import { ledgerSigner } from '@/lib/services/ledger-identity';
import { proveLeaf } from '@/lib/services/ledger-receipt';
import { verifyStoredLedger } from '@/lib/services/verify-stored-ledger';
import { createPool } from '@/lib/store/pool';
import { folderSource, webSource } from '@/server/commands/ledger/log-sources';
import { tools } from '@/tests/lib/ledger/published-log';
import type { TestDevice } from '@/tests/support/device';
import { growLedger } from '@/tests/support/ledger';
import { createTestDatabase } from '@/tests/support/postgres';
import { publishAll } from '@/tests/support/publish-all';
import { mirror, servedLog, servedPolicy } from '@/tests/support/published-ledger';
import { startTestServer, type TestServer } from '@/tests/support/server';
import { registerDevices } from './support/devices';
import { readingText, singleRequests } from './support/ingest-requests';
import { type LoadResult, load, postBytes } from './support/load';
import { processorTime } from './support/processor-time';
import { report } from './support/report';
import { spread, written } from './support/stats';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const LEAVES = Number(process.env.BENCH_LEAVES ?? 1_000_000);
const SECONDS = 4;
const CONNECTIONS = 32;
const BATCHES = 4;
const BATCH = 100;
const PRICES = 3;
const PROOFS = 3_000;
const OFF = fileURLToPath(new URL('./support/ledger-off/register.mjs', import.meta.url));

interface Side {
  /** Has a ledger. */
  readonly seals: boolean;
  readonly server: TestServer;
  readonly devices: readonly TestDevice[];
}

/** What the ledger costs a reading; how long proofs take and how fast a whole log is checked. */
export async function run(): Promise<void> {
  await report('ledger', [...(await measureIngest()), ...(await measureProofs())]);
}

type Row = Readonly<Record<'what' | 'figure' | 'target', string>>;

async function measureIngest(): Promise<readonly Row[]> {
  const on = await openSide(true);
  const off = await openSide(false);
  const single = { on: [] as Run[], off: [] as Run[] };
  const batch = { on: [] as Run[], off: [] as Run[] };
  for (let round = 0; round < ROUNDS; round++) {
    const sides = round % 2 === 0 ? (['on', 'off'] as const) : (['off', 'on'] as const);
    for (const side of sides) single[side].push(await loadSingle(side === 'on' ? on : off));
    for (const side of sides) batch[side].push(await loadBatches(side === 'on' ? on : off));
  }
  await on.server.stop();
  await off.server.stop();
  return [
    ...compared('single readings with the ledger, requests/s', single),
    ...compared('batches with the ledger, price rows/s', batch),
  ];
}

/** One load: its rate, and the processor time of server and database for a reading, µs. */
interface Run {
  readonly rate: number;
  readonly cost: number;
}

function compared(what: string, { on, off }: { on: readonly Run[]; off: readonly Run[] }): readonly Row[] {
  const figure = (runs: readonly Run[], pick: (run: Run) => number, digits = 0) =>
    written(spread(runs.map(pick)), digits);
  const ratios = on.map(({ rate }, i) => rate / (off[i]?.rate ?? Number.NaN));
  return [
    { what, figure: figure(on, ({ rate }) => rate), target: '' },
    { what: 'without', figure: figure(off, ({ rate }) => rate), target: '' },
    { what: 'ratio', figure: written(spread(ratios), 3), target: '≥ 0.92' },
    {
      what: 'processor time for a reading, with, µs',
      figure: figure(on, ({ cost }) => cost, 1),
      target: '',
    },
    { what: 'without', figure: figure(off, ({ cost }) => cost, 1), target: '' },
  ];
}

/** Loads a side, then lets it pack what it wrote, so that the other side does not pay for that. */
async function measured(
  side: Side,
  readings: number,
  scale: number,
  once: () => Promise<LoadResult>,
): Promise<Run> {
  const before = processorTime(side.server);
  const result = accepted(await once());
  const cost = ((processorTime(side.server) - before) * 1_000) / (answersOf(result) * readings);
  if (side.seals) await packed(side.server.databaseUrl);
  return { rate: result.rate * scale, cost };
}

const answersOf = ({ statuses }: LoadResult) => [...statuses.values()].reduce((sum, n) => sum + n, 0);

const PACKED = `SELECT (SELECT COALESCE(max(id) + 1, 0) FROM ledger_tile WHERE level = -1) = size / 256 AS done
  FROM ledger_head`;

async function packed(databaseUrl: string): Promise<void> {
  const pool = createPool(databaseUrl, 1, () => undefined);
  while (!(await pool.query<{ done: boolean }>(PACKED)).rows[0]?.done) await sleep(200);
  await pool.end();
}

async function openSide(seals: boolean): Promise<Side> {
  const env: Readonly<Record<string, string>> = seals ? {} : { NODE_OPTIONS: `--import=${OFF}` };
  const server = await startTestServer({ env });
  return { seals, server, devices: await registerDevices(server, CONNECTIONS) };
}

const portOf = ({ server }: Side) => Number(new URL(server.url).port);

function loadSingle(side: Side): Promise<Run> {
  const requests = singleRequests(side.devices, 4_000);
  const options = {
    port: portOf(side),
    connections: CONNECTIONS,
    seconds: SECONDS,
    request: (c: number, n: number) => requests[c]?.[n] ?? Buffer.alloc(0),
  };
  return measured(side, 1, 1, () => load(options));
}

function loadBatches(side: Side): Promise<Run> {
  const requests = side.devices.slice(0, BATCHES).map((device) =>
    Array.from({ length: 300 }, () => {
      const readings = Array.from({ length: BATCH }, (_, n) => readingText(device, n));
      return postBytes('/ingest', device.token, `{"readings":[${readings.join(',')}]}`);
    }),
  );
  const options = {
    port: portOf(side),
    connections: BATCHES,
    seconds: SECONDS,
    request: (c: number, n: number) => requests[c]?.[n] ?? Buffer.alloc(0),
  };
  return measured(side, BATCH, BATCH * PRICES, () => load(options));
}

function accepted<T extends { readonly statuses: ReadonlyMap<number, number> }>(result: T): T {
  const others = [...result.statuses.keys()].filter((status) => status !== 202);
  if (others.length > 0) throw new Error(`answers other than 202: ${others.join(', ')}`);
  return result;
}

async function measureProofs(): Promise<readonly Row[]> {
  const database = await createTestDatabase();
  const pool = createPool(database.url, 8, () => undefined);
  const folder = await mkdtemp(join(tmpdir(), 'bench ledger '));
  const seeds = { ed25519: new Uint8Array(32).fill(1), mlDsa44: new Uint8Array(32).fill(2) };
  const signer = ledgerSigner('ledger.example/prices', seeds);
  const clock = { now: () => Date.now() };
  const log = createLog('silent', null);
  const ledger = createLedger({ pool, clock, log, signer, held: heldTrees(join(folder, 'held')) });
  await growLedger(pool, LEAVES);
  const packing = await seconds(() => publishAll(pool, ledger));
  if (ledger.published()?.size !== LEAVES) throw new Error(`not signed: ${ledger.fault()}`);
  const proofs = await timeProofs(ledger);
  const logs = signer.signers.map(({ key }) => key);
  const policy: Policy = { logs, witnesses: [], quorum: NO_QUORUM };
  const note = ledger.published()?.note ?? '';
  const source = { checkpoint: async () => note, read: ledger.tree.readPath };
  const stored = await seconds(async () => ok(await verifyStoredLedger(pool)));
  const tiles = await seconds(async () => ok(await verifyLog({ ...tools, policy, source, readAhead: 16 })));
  const [overHttp, fromFolder] = await timePublished(database.url, folder);
  await pool.end();
  await database.drop();
  await rm(folder, { recursive: true });
  const rate = (time: number) => Math.round(LEAVES / time).toLocaleString('en-US');
  const million = LEAVES.toLocaleString('en-US');
  return [
    { what: `proof at ${million} leaves, p50 ms`, figure: proofs.p50.toFixed(2), target: '' },
    { what: 'p99 ms', figure: proofs.p99.toFixed(2), target: '≤ 2' },
    { what: 'largest receipt, bytes', figure: String(proofs.largest), target: '< 5,120' },
    { what: 'packing and signing, leaves/s', figure: rate(packing), target: '' },
    { what: 'checking the database, leaves/s', figure: rate(stored), target: '≥ 100,000' },
    { what: 'checking tiles of the database, leaves/s', figure: rate(tiles), target: '≥ 100,000' },
    { what: 'checking over HTTP, same machine, leaves/s', figure: rate(overHttp), target: '' },
    { what: 'checking a copied folder, leaves/s', figure: rate(fromFolder), target: '≥ 100,000' },
  ];
}

/** Random leaves of the whole log, one after the other, each as the whole text of a receipt. */
async function timeProofs(ledger: Ledger): Promise<{ p50: number; p99: number; largest: number }> {
  const published = ledger.published();
  if (published === null) throw new Error('nothing is published');
  const times: number[] = [];
  let largest = 0;
  for (let i = 0; i < PROOFS; i++) {
    const index = (i * 7_919_993) % LEAVES;
    const startedAt = performance.now();
    const text = await proveLeaf(ledger.tree, published, index, true);
    times.push(performance.now() - startedAt);
    largest = Math.max(largest, text.length);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), largest };
}

/** The same log served by the platform itself, and then copied into a folder. */
async function timePublished(databaseUrl: string, folder: string): Promise<readonly [number, number]> {
  const server = await startTestServer({
    databaseUrl,
    env: { SMP_LEDGER_ORIGIN: 'ledger.example/prices', SMP_LEDGER_KEY: '01'.repeat(32) },
  });
  const { policy } = await servedPolicy(server.url);
  // As `smp ledger verify` reads it.
  const web = webSource(`${server.url}/ledger`);
  const http = await seconds(async () =>
    ok(await verifyLog({ ...tools, policy, source: web, readAhead: 16 })),
  );
  await mirror(await servedLog(server.url), join(folder, 'copy'));
  await server.stop();
  const source = folderSource(join(folder, 'copy'));
  const copied = await seconds(async () => ok(await verifyLog({ ...tools, policy, source, readAhead: 16 })));
  return [http, copied];
}

function ok(verdict: { readonly ok: boolean }): void {
  if (!verdict.ok) throw new Error(`not verified: ${JSON.stringify(verdict)}`);
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
