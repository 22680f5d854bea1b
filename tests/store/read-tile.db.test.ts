import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readProofParts } from '@/lib/store/ledger/read-proof-parts';
import { readTile } from '@/lib/store/ledger/read-tile';
import { readTiles } from '@/lib/store/ledger/read-tiles';
import { createPool } from '@/lib/store/pool';
import { createTestDatabase, type TestDatabase } from '../support/postgres';

const BUNDLE = { level: -1, id: 7 };
const TILE = { level: 0, id: 7 };
const ABOVE = { level: 1, id: 0 };
const NONE = { level: 2, id: 0 };
/** The connection whose COPY waits for a lock. */
const WAITING = `SELECT pid FROM pg_stat_activity WHERE query LIKE 'COPY%' AND wait_event_type = 'Lock'
  AND datname = current_database()`;

let database: TestDatabase;
let pool: Pool;
/** A bundle of 256 entries of many lengths, empty and with every byte, each behind its length. */
const entries = Array.from({ length: 256 }, (_, n) => randomBytes(n === 0 ? 0 : (n * 37) % 900));
const data = new Map([
  [BUNDLE, Buffer.concat(entries.flatMap((e) => [Buffer.from([e.length >> 8, e.length & 255]), e]))],
  [TILE, randomBytes(8_192)],
  [ABOVE, randomBytes(64)],
]);

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url, 3, () => undefined);
  for (const [{ level, id }, bytes] of data) {
    await pool.query('INSERT INTO ledger_tile (level, id, data) VALUES ($1, $2, $3)', [level, id, bytes]);
  }
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

it('reads a tile byte for byte as it was stored, and nothing where none is', async () => {
  for (const [key, bytes] of data) {
    expect(Buffer.from((await readTile(pool, key)) ?? []).equals(bytes)).toBe(true);
    expect(Buffer.from((await readTiles(pool, [key]))[0] ?? []).equals(bytes)).toBe(true);
  }
  expect(await readTile(pool, NONE)).toBeNull();
});

it('gives its connection back, whole, after a hundred tiles at once and after a refusal', async () => {
  await Promise.all(Array.from({ length: 100 }, () => readTile(pool, BUNDLE)));
  await expect(readTile(pool, { level: 0, id: 1.5 })).rejects.toThrow(RangeError);
  expect(pool.totalCount).toBe(pool.idleCount);
  expect(await readTile(pool, ABOVE)).not.toBeNull();
});

it('fails when its connection is ended on the way, and the next one reads again', async () => {
  const guard = await pool.connect();
  try {
    await guard.query('BEGIN');
    await guard.query('LOCK TABLE ledger_tile');
    const reading = expect(readTile(pool, TILE)).rejects.toThrow(/terminat/);
    // Not by the guard: within a transaction the activity is shown as it was when first asked for.
    const waits = async () => (await pool.query<{ pid: number }>(WAITING)).rows[0]?.pid ?? null;
    await expect.poll(waits).not.toBeNull();
    await pool.query('SELECT pg_terminate_backend($1)', [await waits()]);
    await reading;
  } finally {
    await guard.query('ROLLBACK');
    guard.release();
  }
  expect(await readTile(pool, TILE)).toHaveLength(8_192);
});

it('finds each entry of a bundle and the tiles beside it, in the order asked for', async () => {
  for (const nth of [0, 1, 127, 255]) {
    const { entry, tiles } = await readProofParts(pool, 7 * 256 + nth, [ABOVE, NONE, TILE]);
    expect(Buffer.from(entry ?? [1]).equals(entries[nth] as Buffer)).toBe(true);
    expect(tiles.map((t) => t?.length ?? null)).toEqual([64, null, 8_192]);
  }
  expect(await readProofParts(pool, 8 * 256, [])).toEqual({ entry: null, tiles: [] });
});
