import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool, PoolClient } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EMPTY_FRONTIER } from '@/lib/ledger/frontier';
import { followSuccession } from '@/lib/ledger/key-succession';
import { tilePath, tilesAdded } from '@/lib/ledger/tiles';
import { formatVerifierKey } from '@/lib/ledger/verifier-key';
import { verifyLog } from '@/lib/ledger/verify-log';
import { createLog } from '@/lib/log';
import { createLedger, type Ledger } from '@/lib/services/ledger';
import { LedgerFollower } from '@/lib/services/ledger-follower';
import { RecentGrowth } from '@/lib/services/ledger-growth';
import { heldTrees } from '@/lib/services/ledger-held-trees';
import { ledgerRotations, ledgerSigner, recordKeys } from '@/lib/services/ledger-identity';
import { LedgerPacker } from '@/lib/services/ledger-packer';
import { storedTree } from '@/lib/services/ledger-tree';
import { verifyStoredLedger } from '@/lib/services/verify-stored-ledger';
import { packLeaves } from '@/lib/store/ledger/pack-leaves';
import { readLeafHashes } from '@/lib/store/ledger/read-leaves';
import { createPool } from '@/lib/store/pool';
import { growLedger } from '../../support/ledger';
import { createTestDatabase, type TestDatabase } from '../../support/postgres';
import { publishAll } from '../../support/publish-all';
import { LogModel } from '../ledger/log-model';
import { priceEntries, tools } from '../ledger/published-log';

const seeds = { ed25519: new Uint8Array(32).fill(1), mlDsa44: new Uint8Array(32).fill(2) };
const signer = ledgerSigner('ledger.example/prices', seeds);
const logs = signer.signers.map(({ key }) => key);
const policy = { logs, witnesses: [], quorum: { threshold: 0, members: [] } };
const silent = createLog('silent', null);

describe('the published ledger', () => {
  let database: TestDatabase;
  let pool: Pool;
  let folder: string;
  beforeEach(async () => {
    database = await createTestDatabase();
    pool = createPool(database.url, 8, () => undefined);
    folder = await mkdtemp(join(tmpdir(), 'held trees '));
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  const open = (at = pool, held = folder): Ledger =>
    createLedger({ pool: at, clock: { now: () => Date.now() }, log: silent, signer, held: heldTrees(held) });

  /** Reads what a visitor could read, and checks all of it. */
  function check(ledger: Ledger) {
    const checkpoint = async () => ledger.published()?.note ?? '';
    return verifyLog({ ...tools, policy, source: { checkpoint, read: ledger.tree.readPath } });
  }

  it('has exactly the tiles of the specification, packed or not', async () => {
    const model = new LogModel().append(...priceEntries(66_000));
    await growLedger(pool, 66_000);
    const before = storedTree(pool);
    const ledger = open();
    await publishAll(pool, ledger);
    const after = storedTree(pool);
    for (const tile of [...tilesAdded(0, 66_000), ...tilesAdded(1000, 1100)]) {
      const expected = Buffer.from(model.tile(tile));
      expect(expected.equals((await after.tile(tile)) ?? Buffer.alloc(0)), tilePath(tile)).toBe(true);
    }
    expect(await before.tile({ level: 0, index: 257, width: 209 })).toBeNull();
    // The run in which the first waiting leaf lies stays as a whole.
    const { rows } = await pool.query(
      'SELECT min(id)::int AS first, min(id + n)::int AS past FROM ledger_run',
    );
    expect(rows[0]?.first).toBeLessThanOrEqual(257 * 256);
    expect(rows[0]?.past).toBeGreaterThan(257 * 256);
    expect(await verifyStoredLedger(pool)).toMatchObject({ ok: true, size: 66_000 });
  });

  it('can be checked from outside after every step of its growth', async () => {
    const ledger = open();
    for (const more of [1, 255, 300, 0, 5]) {
      await growLedger(pool, more);
      await ledger.publish();
      expect(await check(ledger)).toMatchObject({ ok: true });
    }
    const sizes = await pool.query('SELECT size::int FROM ledger_checkpoint ORDER BY 1');
    expect(sizes.rows.map((row) => row.size)).toEqual([1, 256, 556, 561]);
    expect(await verifyStoredLedger(pool)).toMatchObject({ ok: true, size: 561 });
  });

  it('is published alike by several instances at once, while it grows', async () => {
    const instances = [open(), open(pool, join(folder, 'b')), open(pool, join(folder, 'c'))];
    await Promise.all([
      (async () => {
        for (let i = 0; i < 12; i++) await growLedger(pool, 400);
      })(),
      ...instances.map(async (ledger) => {
        for (let i = 0; i < 10; i++) await ledger.publish();
      }),
    ]);
    for (const ledger of instances) {
      await ledger.publish();
      expect(ledger.fault()).toBeNull();
      expect(await check(ledger)).toMatchObject({ ok: true, checkpoint: { size: 4800 } });
    }
    expect(await verifyStoredLedger(pool)).toMatchObject({ ok: true, size: 4800 });
  });

  it('packs nothing when packing fails halfway, and all of it the next time', async () => {
    await growLedger(pool, 1000);
    let calls = 0;
    const breaking = () => {
      if (++calls === 3) throw new Error('power cut');
      return new Uint8Array(32);
    };
    await expect(packLeaves(pool, { most: 64, end: 3, rootOf: breaking })).rejects.toThrow('power cut');
    expect((await pool.query('SELECT FROM ledger_tile')).rowCount).toBe(0);
    await open().publish();
    expect(await verifyStoredLedger(pool)).toMatchObject({ ok: true, size: 1000 });
  });

  it.each([1, 2])('goes on when commit number %i held but its answer was lost', async (lost) => {
    await growLedger(pool, 1000);
    const ledger = open(losingAnswers(pool, lost));
    await ledger.publish();
    expect(ledger.fault()).toBe('the answer was lost');
    await growLedger(pool, 300);
    await ledger.publish();
    expect(ledger.fault()).toBeNull();
    expect(await check(ledger)).toMatchObject({ ok: true, checkpoint: { size: 1300 } });
    expect(await verifyStoredLedger(pool)).toMatchObject({ ok: true, size: 1300 });
  });

  it('is not signed when a leaf was changed, and what was waiting stays', async () => {
    const ledger = open();
    await growLedger(pool, 300);
    await ledger.publish();
    await growLedger(pool, 400);
    await tamper(`UPDATE ledger_run SET entries = replace(entries, 'DEV-0', 'DEV-1') WHERE id = 300`);
    await ledger.publish();
    expect(ledger.fault()).toMatch(/do not add up|no longer the first/);
    expect(ledger.published()?.size).toBe(300);
    expect((await pool.query('SELECT FROM ledger_leaf WHERE id = 350')).rowCount).toBe(1);
  });

  it('is published at once on a busy river, and packed when it is calm', async () => {
    const ledger = open();
    await growLedger(pool, 300);
    await ledger.publish();
    await growLedger(pool, 10_000);
    await ledger.publish();
    expect(await packed()).toBe(1);
    const model = new LogModel().append(...priceEntries(10_300));
    const source = storedTree(pool);
    for (const tile of tilesAdded(300, 10_300)) {
      const expected = Buffer.from(model.tile(tile));
      expect(expected.equals((await ledger.tree.tile(tile)) ?? Buffer.alloc(0)), tilePath(tile)).toBe(true);
      expect(expected.equals((await source.tile(tile)) ?? Buffer.alloc(0)), tilePath(tile)).toBe(true);
    }
    expect(await check(ledger)).toMatchObject({ ok: true, checkpoint: { size: 10_300 } });
    await growLedger(pool, 1);
    await ledger.publish();
    expect(await packed()).toBe(40);
    expect(await check(ledger)).toMatchObject({ ok: true, checkpoint: { size: 10_301 } });
    expect(await verifyStoredLedger(pool)).toMatchObject({ ok: true, size: 10_301 });
  });

  it('packs many leaves in several turns, so that heads are signed in between', async () => {
    const ledger = open();
    await growLedger(pool, 40_000);
    await ledger.publish();
    expect(await packed()).toBe(128);
    await growLedger(pool, 1);
    await ledger.publish();
    expect(ledger.published()?.size).toBe(40_001);
    expect(await packed()).toBe(156);
    expect(await verifyStoredLedger(pool)).toMatchObject({ ok: true, size: 40_001 });
  });

  it('stops packing when the river gets busy meanwhile', async () => {
    await growLedger(pool, 10_000);
    const read = (from: number, to: number) => readLeafHashes(pool, from, to);
    const follower = new LedgerFollower(EMPTY_FRONTIER, read, new RecentGrowth());
    await follower.follow(10_000, []);
    const busy = new Proxy(pool, {
      get: (target, name) =>
        name === 'connect'
          ? async () => {
              await growLedger(target, 5_000);
              return target.connect();
            }
          : Reflect.get(target, name),
    });
    await new LedgerPacker(busy).turn(follower);
    expect(await packed()).toBe(16);
    await new LedgerPacker(pool).turn(follower);
    expect(await packed()).toBe(32);
  });

  it('does not pack a leaf that was changed after it was signed', async () => {
    const ledger = open();
    await growLedger(pool, 300);
    await ledger.publish();
    await growLedger(pool, 10_000);
    await ledger.publish();
    await tamper(`UPDATE ledger_run SET entries = replace(entries, 'DEV-7', 'DEV-8') WHERE id = 300`);
    await growLedger(pool, 1);
    await ledger.publish();
    expect(ledger.fault()).toMatch(/the leaves from 256 on are no longer those that were signed/);
    expect(await packed()).toBe(1);
    expect(await verifyStoredLedger(pool)).toMatchObject({ ok: false });
  });

  it('is not signed shorter or different, even by an instance whose database was set back', async () => {
    const ledger = open();
    await growLedger(pool, 600);
    await ledger.publish();
    await tamper('DELETE FROM ledger_checkpoint');
    await tamper('DELETE FROM ledger_tile');
    await tamper('DELETE FROM ledger_run');
    await tamper(`UPDATE ledger_head SET size = 0, frontier = ''`);
    const again = open();
    await again.publish();
    expect(again.fault()).toMatch(/600 leaves were signed and only 0 are stored/);
    await recordKeys(pool, { now: () => Date.now() }, signer);
    await growLedger(pool, 700);
    await again.publish();
    expect(again.fault()).toMatch(/do not add up to the tree of 600 leaves/);
    expect(again.published()).toBeNull();
  });

  it('is not signed when it is a single leaf shorter than what was signed', async () => {
    await growLedger(pool, 599);
    const { rows } = await pool.query<{ frontier: Buffer }>('SELECT frontier FROM ledger_head');
    await growLedger(pool, 1);
    await open().publish();
    await tamper(`UPDATE ledger_head SET size = 599, frontier = '\\x${rows[0]?.frontier.toString('hex')}'`);
    const again = open();
    await again.publish();
    expect(again.fault()).toMatch(/600 leaves were signed and only 599 are stored/);
  });

  it('records which keys sign, once, and their change', async () => {
    const clock = { now: () => Date.now() };
    expect(await recordKeys(pool, clock, signer)).toBe('vouched');
    expect(await recordKeys(pool, clock, signer)).toBe('known');
    const next = ledgerSigner(signer.origin, { ...seeds, ed25519: new Uint8Array(32).fill(9) });
    expect(await recordKeys(pool, clock, next)).toBe('unvouched');
    const { rows } = await pool.query(`SELECT convert_from(entry, 'UTF8') AS t FROM ledger_leaf ORDER BY id`);
    expect(rows.map((row) => /"event":"(\w+)"/.exec(String(row.t))?.[1])).toEqual([
      'activate',
      'activate',
      'retire',
      'activate',
    ]);
    expect(await verifyStoredLedger(pool)).toMatchObject({ ok: true, size: 4 });
    expect(await ledgerRotations(pool)).toEqual([]);
  });

  it('lets the old key vouch for new ones, so that who knows it comes to know them', async () => {
    const clock = { now: () => Date.now() };
    await recordKeys(pool, clock, signer);
    let old = signer;
    for (const byte of [41, 43]) {
      const next = ledgerSigner(signer.origin, {
        ed25519: new Uint8Array(32).fill(byte),
        mlDsa44: new Uint8Array(32).fill(byte + 1),
      });
      expect(await recordKeys(pool, clock, next, old)).toBe('vouched');
      expect(await recordKeys(pool, clock, next, old)).toBe('known');
      old = next;
    }
    const rotations = await ledgerRotations(pool);
    expect(rotations.length).toBe(4);
    const { rows } = await pool.query(`SELECT convert_from(entry, 'UTF8') AS t FROM ledger_leaf`);
    const sealed = new Set(rows.map((row) => String(row.t)));
    for (const rotation of rotations) expect(sealed.has(rotation)).toBe(true);
    const first = signer.signers.map(({ key }) => key);
    const reached = await followSuccession(tools, first, rotations);
    expect(reached.map(formatVerifierKey)).toEqual(expect.arrayContaining([...old.vkeys]));
    // A stranger's key vouches for nothing.
    const other = ledgerSigner(signer.origin, seeds);
    await recordKeys(
      pool,
      clock,
      other,
      ledgerSigner(signer.origin, { ...seeds, ed25519: new Uint8Array(32).fill(77) }),
    );
    expect((await ledgerRotations(pool)).length).toBe(4);
  });

  it.each([
    ['change a leaf', `UPDATE ledger_run SET entries = 'x' WHERE id = 700`],
    ['delete a leaf that is not packed', 'DELETE FROM ledger_run WHERE id = 700'],
    ['change a tile', `UPDATE ledger_tile SET data = set_bit(data, 0, 1 - get_bit(data, 0))`],
    ['delete a tile', 'DELETE FROM ledger_tile WHERE level = 0'],
    ['change a checkpoint', 'UPDATE ledger_checkpoint SET size = 1'],
    ['delete the last checkpoint', 'DELETE FROM ledger_checkpoint'],
    ['shorten the log', 'UPDATE ledger_head SET size = 1'],
  ])('cannot be made to %s by a plain statement', async (_what, sql) => {
    await growLedger(pool, 700);
    await open().publish();
    await growLedger(pool, 3);
    await expect(pool.query(sql)).rejects.toMatchObject({ code: '23001' });
  });

  const packed = async () =>
    (await pool.query('SELECT count(*)::int AS n FROM ledger_tile WHERE level = 0')).rows[0]?.n;

  /** Somebody who owns the database can switch its guards off. */
  async function tamper(sql: string): Promise<void> {
    await pool.query(`BEGIN; SET LOCAL session_replication_role = replica; ${sql}; COMMIT`);
  }
});

/** A pool on which the answer to the `nth` COMMIT gets lost after it held. */
function losingAnswers(pool: Pool, nth: number): Pool {
  let commits = 0;
  return new Proxy(pool, {
    get(target, name) {
      if (name !== 'connect') return Reflect.get(target, name).bind?.(target) ?? Reflect.get(target, name);
      return async () => {
        const client = await target.connect();
        return new Proxy(client, {
          get(inner: PoolClient, part) {
            const member = Reflect.get(inner, part);
            if (part !== 'query') return typeof member === 'function' ? member.bind(inner) : member;
            return (...args: Parameters<PoolClient['query']>) => {
              // Streams among others, which are no promises.
              const result = (member as (...a: unknown[]) => unknown).apply(inner, args);
              if (String(args[0]) !== 'COMMIT' || ++commits !== nth) return result;
              return Promise.resolve(result).then(() => Promise.reject(new Error('the answer was lost')));
            };
          },
        });
      };
    },
  });
}
