import type { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toHex, utf8 } from '@/lib/ledger/bytes';
import { appendLeaves, decodeFrontier, EMPTY_FRONTIER, rootOf } from '@/lib/ledger/frontier';
import { leafHash } from '@/lib/ledger/merkle';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import type { Catalog } from '@/lib/market/catalog';
import { crossCheckLedger } from '@/lib/services/ledger-cross-check';
import { historySealer } from '@/lib/services/seal-history';
import { createRandom } from '@/lib/simulate/random';
import { appendHistory, type HistoricPrice, type HistoryBatch } from '@/lib/store/river/append-history';
import { readHead } from '@/lib/store/river/read-head';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { differingDays } from '../support/rollup-check';

const NOON = Date.parse('2024-03-01T05:00:00Z');
const DAY = 86_400_000;
const SOURCE = { name: 'test', fileHash: '00'.repeat(32), refused: 0, from: '2024-03-01', to: '2024-04-30' };

let database: OpenDatabase;
let catalog: Catalog;

beforeEach(async () => {
  database = await openSeededDatabase();
  const places = [31, 31, 32, 71, 94].map((regionId, i) => ({ regionId, code: `TEST-${i}` }));
  await database.db.market.createMany({
    data: places.map((p) => ({
      ...p,
      name: p.code,
      city: 'X',
      latitude: 0,
      longitude: 0,
      origin: 'imported',
    })),
  });
  catalog = await database.catalog();
});
afterEach(() => database?.close());

/** Prices scattered over markets, commodities, days and hours; some fall together. */
function prices(count: number, seed: number): HistoricPrice[] {
  const random = createRandom(seed);
  const markets = [...catalog.markets.values()];
  return Array.from({ length: count }, () => {
    const market = markets[Math.floor(random() * markets.length)] ?? markets[0];
    if (market === undefined) throw new Error('no market');
    return {
      marketId: market.id,
      regionId: market.regionId,
      commodityId: 1 + Math.floor(random() * 6),
      price: 1_000 + Math.floor(random() * 100_000),
      observedAt: NOON + Math.floor(random() * 20 * DAY),
    };
  });
}

function load(
  rows: readonly HistoricPrice[],
  provenance: HistoryBatch['provenance'] = 'imported',
  { pool = database.pool, receivedAt = NOON + 100 * DAY } = {},
) {
  const batch = { prices: rows, provenance, receivedAt };
  return appendHistory(pool, catalog, batch, historySealer(catalog, batch, SOURCE));
}

/** A pool whose connections tell when they come to the head of the ledger, and lock it only after `gate`. */
function heldBack(gate: Promise<void>, arrived: () => void): Pool {
  const connect = async () => {
    const client = await database.pool.connect();
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const patient = async (...args: unknown[]) => {
      if (String(args[0]).includes('FOR UPDATE')) {
        arrived();
        await gate;
      }
      return query(...args);
    };
    // A stream is given as an object and wants its answer at once.
    const held = (...args: unknown[]) => (typeof args[0] === 'string' ? patient(...args) : query(...args));
    return Object.assign(client, { query: held });
  };
  return Object.assign(Object.create(database.pool), { connect });
}

describe('appendHistory', () => {
  it('leaves day rollups that equal SQL over the observations, on fresh days and on days written before', async () => {
    await load(prices(3_000, 1));
    expect(await differingDays(database.pool)).toEqual([]);
    await load(prices(2_000, 2), 'simulated');
    expect(await differingDays(database.pool)).toEqual([]);
    const shifted = prices(500, 3).map((p) => ({ ...p, observedAt: p.observedAt + 10 * DAY }));
    await load(shifted);
    expect(await differingDays(database.pool)).toEqual([]);
    expect(await database.column('SELECT count(*)::int AS value FROM observation')).toEqual([5_500]);
    expect(await database.column('SELECT count(*)::int AS value FROM rollup_hour')).toEqual([0]);
  });

  it('gives every row an id of its own below zero, however many load at once', async () => {
    await Promise.all([4, 5, 6, 7].map((seed) => load(prices(700, seed))));
    const [ids] = await database.column<{ n: number; ids: number; top: number }>(
      `SELECT json_build_object('n', count(*), 'ids', count(DISTINCT id), 'top', max(id)) AS value FROM observation`,
    );
    expect(ids).toMatchObject({ n: 2_800, ids: 2_800 });
    expect(ids?.top).toBeLessThan(0);
    expect(await differingDays(database.pool)).toEqual([]);
    expect(await database.column('SELECT id::int AS value FROM ledger_leaf ORDER BY id')).toEqual([
      0, 1, 2, 3,
    ]);
  });

  it('can be checked against its leaves also where a small batch overtook the one before', async () => {
    let overtaken = () => {};
    const gate = new Promise<void>((resolve) => {
      overtaken = resolve;
    });
    let reserved = () => {};
    const started = new Promise<void>((resolve) => {
      reserved = resolve;
    });
    const large = load(prices(700, 12), 'imported', { pool: heldBack(gate, reserved), receivedAt: NOON });
    await started;
    expect(await load(prices(3, 13), 'imported', { receivedAt: NOON + 1 })).toBe(0);
    overtaken();
    expect(await large).toBe(1);
    const check = () => crossCheckLedger({ pool: database.pool, catalog, keptFrom: null });
    expect(await check()).toMatchObject({ ok: true, history: 703 });
    await load(prices(5, 14), 'imported', { receivedAt: NOON + 2 });
    expect(await check()).toMatchObject({ ok: true, history: 708 });
  });

  it('seals the stored rows: the leaf holds the root over them, and the head the root over the leaves', async () => {
    await load(prices(10, 8));
    const position = await load(prices(777, 9));
    const { rows } = await database.pool.query<{ line: string }>(
      `SELECT o.id || E'\\t' || m.code || E'\\t' || c.code || E'\\t' || o.price || E'\\t' ||
              to_char(o.observed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || E'\\timported' AS line
       FROM observation o JOIN market m ON m.id = o.market_id JOIN commodity c ON c.id = o.commodity_id
       ORDER BY o.id DESC OFFSET 10`,
    );
    const hashes = rows.map((r) => leafHash(nodeSha256, utf8(r.line)));
    const root = toHex(rootOf(nodeSha256, appendLeaves(nodeSha256, EMPTY_FRONTIER, hashes)));
    const entries = await database.column<string>(
      `SELECT convert_from(entry, 'UTF8') AS value FROM ledger_leaf ORDER BY id`,
    );
    expect(position).toBe(1);
    expect(entries[1]).toContain(root);
    expect(entries[1]).toContain('777');
    const head = await readHead(database.pool);
    const tree = appendLeaves(
      nodeSha256,
      EMPTY_FRONTIER,
      entries.map((e) => leafHash(nodeSha256, utf8(e))),
    );
    const stored = rootOf(nodeSha256, decodeFrontier(head.size, head.frontier));
    expect(toHex(stored)).toBe(toHex(rootOf(nodeSha256, tree)));
  });

  it('writes nothing at all when one row is refused by the database', async () => {
    const bad = [...prices(50, 10), { ...(prices(1, 11)[0] as HistoricPrice), price: 0 }];
    await expect(load(bad)).rejects.toThrow(/price_positive/);
    expect(await database.column('SELECT count(*)::int AS value FROM observation')).toEqual([0]);
    expect(await database.column('SELECT count(*)::int AS value FROM rollup_day')).toEqual([0]);
    expect((await readHead(database.pool)).size).toBe(0);
    await load(prices(50, 10));
    expect(await differingDays(database.pool)).toEqual([]);
  });
});
