import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '@/lib/log';
import { createLedger } from '@/lib/services/ledger';
import { heldTrees } from '@/lib/services/ledger-held-trees';
import { ledgerSigner, recordKeys } from '@/lib/services/ledger-identity';
import { createPool } from '@/lib/store/pool';
import { growLedger } from '@/tests/support/ledger';
import { availableKinds, createTestDatabase } from '@/tests/support/postgres';
import { publishAll } from '@/tests/support/publish-all';
import { startTestServer } from '@/tests/support/server';
import { startChild } from './support/child';
import { registerDevices } from './support/devices';
import { readingText } from './support/ingest-requests';
import { type LoadResult, load } from './support/load';
import { report } from './support/report';
import { spread, written } from './support/stats';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const LEAVES = Number(process.env.BENCH_LEAVES ?? 1_000_000);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 4);
const SEVERAL = 4;
const READINGS_A_SECOND = 50;
const SEEDS = { ed25519: new Uint8Array(32).fill(1), mlDsa44: new Uint8Array(32).fill(2) };
const ORIGIN = 'ledger.example/prices';

type Row = Readonly<Record<'what' | 'p50' | 'p99' | 'rate', string>>;

/**
 * How long the door of proofs takes over HTTP, for random leaves of a large ledger, beside what `node:http`
 * takes to send as much. `BENCH_DATABASE_URL` names a database whose ledger was grown before.
 */
export async function run(): Promise<void> {
  const given = process.env.BENCH_DATABASE_URL;
  const database = given === undefined ? await grown() : { url: given, drop: async () => undefined };
  const bare = await startChild('bench/support/bare-http.ts');
  const server = await startTestServer({
    databaseUrl: database.url,
    env: { SMP_LEDGER_ORIGIN: ORIGIN, SMP_LEDGER_KEY: '01'.repeat(32) },
  });
  const port = Number(new URL(server.url).port);
  const size = await servedSize(server.url);
  const largest = await largestReceipt(server.url, size);
  const floor = () => Buffer.from('GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n');
  const proof = randomProofs(size);
  const cold = await asked(1, port, proof, 1);
  const rows = [
    row('the first proofs after a start, one after the other', [cold]),
    row('bare node:http, one after the other', await rounds(() => asked(1, bare.port, floor))),
    row(
      `proofs of ${size.toLocaleString('en-US')} leaves, one after the other`,
      await rounds(() => asked(1, port, proof)),
    ),
    row(`bare node:http, ${SEVERAL} at once`, await rounds(() => asked(SEVERAL, bare.port, floor))),
    row(`proofs, ${SEVERAL} at once`, await rounds(() => asked(SEVERAL, port, proof))),
  ];
  const stopNews = await news(server.url, server);
  rows.push(
    row(
      `proofs one after the other, with ${READINGS_A_SECOND} readings/s`,
      await rounds(() => asked(1, port, proof)),
    ),
  );
  await stopNews();
  await report('proof', [
    ...rows,
    { what: `largest receipt, bytes: ${largest}`, p50: '', p99: '', rate: '' },
  ]);
  await server.stop();
  await bare.stop();
  await database.drop();
}

/** A database with a ledger that is packed and signed. */
async function grown() {
  const kinds = await availableKinds();
  const database = await createTestDatabase(kinds.includes('outside') ? 'outside' : 'embedded');
  const pool = createPool(database.url, 4, () => undefined);
  const folder = await mkdtemp(join(tmpdir(), 'bench proof '));
  const signer = ledgerSigner(ORIGIN, SEEDS);
  const clock = { now: () => Date.now() };
  await recordKeys(pool, clock, signer);
  await growLedger(pool, LEAVES - 2);
  const ledger = createLedger({
    pool,
    clock,
    log: createLog('silent', null),
    signer,
    held: heldTrees(folder),
  });
  await publishAll(pool, ledger);
  if (ledger.published()?.size !== LEAVES) throw new Error(`not signed: ${ledger.fault()}`);
  await pool.end();
  await rm(folder, { recursive: true });
  return database;
}

async function servedSize(url: string): Promise<number> {
  return Number((await (await fetch(`${url}/ledger/checkpoint`)).text()).split('\n')[1]);
}

async function largestReceipt(url: string, size: number): Promise<number> {
  let largest = 0;
  for (const index of [0, 2, size >> 1, size - 257, size - 1]) {
    const text = await (await fetch(`${url}/ledger/proof/${index}`)).text();
    largest = Math.max(largest, text.length);
  }
  return largest;
}

/** Leaves all over the log, no two near each other. */
function randomProofs(size: number) {
  let state = 12_345;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const index = Math.floor((state / 2 ** 32) * size);
    return Buffer.from(`GET /ledger/proof/${index} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`);
  };
}

async function asked(connections: number, port: number, request: () => Buffer, seconds = SECONDS) {
  const result = await load({ port, connections, seconds, request });
  const others = [...result.statuses.keys()].filter((status) => status !== 200);
  if (others.length > 0) throw new Error(`answers other than 200: ${others.join(', ')}`);
  return result;
}

async function rounds(once: () => Promise<LoadResult>): Promise<readonly LoadResult[]> {
  const results: LoadResult[] = [];
  for (let n = 0; n < ROUNDS; n++) results.push(await once());
  return results;
}

function row(what: string, results: readonly LoadResult[]): Row {
  const of = (pick: (result: LoadResult) => number, digits: number) =>
    written(spread(results.map(pick)), digits);
  return { what, p50: of((r) => r.p50, 2), p99: of((r) => r.p99, 2), rate: of((r) => r.rate, 0) };
}

/** Readings that come in meanwhile, so that the ledger has something to sign every second. */
async function news(
  url: string,
  server: Parameters<typeof registerDevices>[0],
): Promise<() => Promise<void>> {
  const [device] = await registerDevices(server, 1);
  if (device === undefined) throw new Error('no device');
  let n = 0;
  let going = true;
  const sending = (async () => {
    while (going) {
      const body = readingText(device, n++);
      const response = await fetch(`${url}/ingest`, {
        method: 'POST',
        headers: { authorization: `Bearer ${device.token}`, 'content-type': 'application/json' },
        body,
      });
      await response.arrayBuffer();
      if (response.status !== 202) throw new Error(`a reading was answered ${response.status}`);
      await new Promise((resolve) => setTimeout(resolve, 1_000 / READINGS_A_SECOND));
    }
  })();
  return async () => {
    going = false;
    await sending;
  };
}
