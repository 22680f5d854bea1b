import { hash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Catalog } from '@/lib/market/catalog';
import type { JudgedReading } from '@/lib/market/judged-reading';
import { judgeReading } from '@/lib/services/judge-reading';
import { ledgerSigner } from '@/lib/services/ledger-identity';
import { sealTexts } from '@/lib/services/ledger-seal';
import { createRiverMemory, remember } from '@/lib/services/river-memory';
import { leafTexts, sealReadings } from '@/lib/services/seal-readings';
import { readLeafHashes } from '@/lib/store/ledger/read-leaves';
import { runsFrom, toRuns } from '@/lib/store/ledger/runs';
import { addMarkets, judged } from '@/tests/store/judged';
import { openSeededDatabase } from '@/tests/support/open-database';
import { taken } from './support/processor-time';
import { report } from './support/report';
import { spread, written } from './support/stats';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 9);
const READINGS = 100;
const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-03-02T03:00:00Z');
const EMPTY = { size: 0, frontier: new Uint8Array(0) };
/** Batches before anything is counted, so that the compiler has seen them, and in a round. */
const WARM = 200;
const BATCHES = 60;
const WRITTEN = 60_000;

/** Where the cost of the ledger lies, by processor time: what a leaf takes in the server and in the database. */
export async function run(): Promise<void> {
  const database = await openSeededDatabase();
  const [marketId = 0] = await addMarkets(database.db);
  const catalog = await database.catalog();
  const batch = readings(catalog, marketId);
  const leaves = batch.flatMap((item, i) => leafTexts(catalog, NOW, 3 * i, item));
  const evidence = 'e'.repeat(
    Math.max(...batch.flatMap(({ details }) => details.map((d) => d.length))) + 200,
  );
  const { signers } = ledgerSigner('ledger.example/prices', {
    ed25519: new Uint8Array(32).fill(1),
    mlDsa44: new Uint8Array(32).fill(2),
  });
  const sign = () => signers.map((signer) => signer.sign(Buffer.from('a checkpoint')));
  const rows = [
    row('sealing a price, all of it', leaves.length, () => sealReadings(catalog, NOW, EMPTY, batch)),
    row('… writing its evidence and leaf, with the hash of the evidence', leaves.length, () => {
      for (const item of batch) leafTexts(catalog, NOW, 0, item);
    }),
    row('… of which that hash alone', leaves.length, () => {
      for (const _ of leaves) hash('sha256', evidence, 'hex');
    }),
    row('… its bytes for the database, its hash, its part of the tree', leaves.length, () =>
      sealTexts(EMPTY, leaves),
    ),
    row('signing a checkpoint twice, once a second', 1, sign, 5),
    ...(await inDatabase(database.pool, leaves)),
  ];
  await database.close();
  await report('seal', rows);
}

function readings(catalog: Catalog, marketId: number): readonly JudgedReading[] {
  const memory = createRiverMemory();
  const input = (observedAt: number, price: number) => ({
    marketId,
    observedAt,
    prices: [1, 2, 3].map((commodityId) => ({ commodityId, price })),
  });
  for (let day = 20; day > 0; day--) {
    const { reading } = judged(catalog, input(NOW - day * DAY_MS, 40_000 + 100 * (day % 4)));
    for (const { commodityId, price } of reading.prices) {
      remember(memory, catalog, { ...reading, commodityId, price });
    }
  }
  return Array.from({ length: READINGS }, (_, i) =>
    judgeReading(catalog, memory, judged(catalog, input(NOW + i, 40_200)).reading, 'observed'),
  );
}

function row(what: string, leaves: number, work: () => unknown, batches = BATCHES) {
  for (let i = 0; i < (WARM * batches) / BATCHES; i++) work();
  const costs = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    for (let i = 0; i < batches; i++) work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / (leaves * batches);
  });
  return { what, µs: written(spread(costs), 2) };
}

/** Backends count in hundredths of a second, so they are given many leaves. */
async function inDatabase(pool: Pool, leaves: readonly string[]) {
  const client = await pool.connect();
  await client.query('SET synchronous_commit = off');
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const pid = rows[0]?.pid ?? 0;
  const cost = async (work: (first: number) => Promise<unknown>) => {
    const before = taken(pid);
    for (let first = 0; first < WRITTEN; first += leaves.length) await work(first);
    return ((taken(pid) - before) * 1_000) / WRITTEN;
  };
  const insert = { name: 'bench-runs', text: runsFrom('$1', '$2', '$3') };
  const inserted = await cost((first) =>
    client.query({ ...insert, values: [...toRuns(1_000_000 + first, leaves).values] }),
  );
  const as = { query: client.query.bind(client) } as unknown as Pool;
  const hashed = await cost((first) =>
    readLeafHashes(as, 1_000_000 + first, 1_000_000 + first + leaves.length),
  );
  client.release(true);
  return [
    { what: `PostgreSQL: inserting a leaf, ${leaves.length} at a time`, µs: inserted.toFixed(2) },
    { what: 'PostgreSQL: hashing a leaf of another instance', µs: hashed.toFixed(2) },
  ];
}
