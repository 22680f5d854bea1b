import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '@/lib/log';
import type { Catalog } from '@/lib/market/catalog';
import type { JudgedReading } from '@/lib/market/judged-reading';
import { createLedger } from '@/lib/services/ledger';
import { attestDocument } from '@/lib/services/ledger-attest';
import { crossCheckLedger } from '@/lib/services/ledger-cross-check';
import { heldTrees } from '@/lib/services/ledger-held-trees';
import { ledgerSigner } from '@/lib/services/ledger-identity';
import { saveReadings, unknownHead } from '@/lib/services/save-readings';
import { verifyStoredLedger } from '@/lib/services/verify-stored-ledger';
import { createPool, createRiverLine } from '@/lib/store/pool';
import type { RiverLine } from '@/lib/store/river/river-line';
import { addMarkets, judged } from '../store/judged';
import { type CutProxy, type CutSide, openCutProxy } from '../support/cut-proxy';
import { growLedger } from '../support/ledger';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { createTestDatabase } from '../support/postgres';

const NOW = Date.parse('2026-03-02T03:00:00Z');
const SIDES: readonly CutSide[] = ['before', 'after'];
const clock = { now: () => NOW };

describe('a conversation with the database that is cut at every statement', () => {
  let database: OpenDatabase;
  let proxy: CutProxy;
  let riverLine: RiverLine;
  let pool: Pool;
  let catalog: Catalog;
  let marketId = 0;
  beforeAll(async () => {
    database = await openSeededDatabase();
    [marketId = 0] = await addMarkets(database.db);
    catalog = await database.catalog();
    proxy = await openCutProxy(database.url);
    riverLine = createRiverLine(proxy.url, () => undefined);
    pool = createPool(proxy.url, 4, () => undefined);
  });
  afterAll(async () => {
    await riverLine.end();
    await pool.end();
    await proxy.close();
    await database.close();
  });

  /**
   * Cuts at the first statement of `attempt`, at the second one, and so on until it needs no further.
   * @param then is told what came of each attempt, its error if it failed
   * @returns how many statements there are
   */
  async function atEveryStatement<T>(
    side: CutSide,
    attempt: (n: number) => Promise<T>,
    then: (outcome: T | Error, n: number) => Promise<void>,
  ): Promise<number> {
    for (let n = 1; ; n++) {
      proxy.arm(n, side);
      const outcome = await attempt(n).catch((error: Error) => error);
      const cut = proxy.disarm();
      await then(outcome, n);
      if (!cut) return n - 1;
    }
  }

  const sound = async () => {
    expect(await verifyStoredLedger(database.pool)).toMatchObject({ ok: true });
    const input = { pool: database.pool, catalog, keptFrom: null };
    expect(await crossCheckLedger(input)).toMatchObject({ ok: true });
  };

  const head = unknownHead();
  const save = (batch: readonly JudgedReading[]) =>
    saveReadings({ pool, riverLine, catalog, now: NOW, head, onCommit: () => undefined }, batch);
  let made = 0;
  const reading = () =>
    judged(catalog, {
      marketId,
      observedAt: NOW - 60_000 * ++made,
      prices: [1, 2, 3].map((commodityId) => ({ commodityId, price: 10_000 })),
    });

  it.each(SIDES)(
    'keeps readings whole or not at all, acknowledges only what is kept, and keeps a repeat once: %s',
    async (side) => {
      const became = { acknowledged: 0, kept: 0, lost: 0 };
      let batch: readonly JudgedReading[] = [];
      const points = await atEveryStatement(
        side,
        () => {
          batch = [reading(), reading()];
          // As after a start, so that each attempt needs the same statements.
          head.current = null;
          return save(batch);
        },
        async (first) => {
          const failed = first instanceof Error;
          if (failed) expect(first).toMatchObject({ code: 'UNAVAILABLE' });
          const again = await save(batch);
          const fresh = again.map((outcome) => outcome instanceof Error || outcome.fresh);
          expect(again.filter((outcome) => outcome instanceof Error)).toEqual([]);
          expect(new Set(fresh).size).toBe(1);
          became[failed ? (fresh[0] ? 'lost' : 'kept') : 'acknowledged']++;
          if (!failed) expect(fresh).toEqual([false, false]);
        },
      );
      expect(became.acknowledged + became.kept + became.lost).toBe(points + 1);
      // A failure that is reported may mean either: not stored, or stored without anybody hearing of it.
      expect(side === 'before' ? became.lost : became.kept).toBeGreaterThan(0);
      if (side === 'before') expect(became.kept).toBe(0);
      expect(await database.column('SELECT count(*)::int AS value FROM reading')).toEqual([made]);
      await sound();
    },
  );

  it.each(SIDES)('keeps a statement with its audit row or neither: %s', async (side) => {
    const count = async () =>
      (await database.column<number>('SELECT size::int AS value FROM ledger_head'))[0] ?? -1;
    const actor = { kind: 'api-token', tokenId: 'T', role: 'admin' } as const;
    let before = await count();
    const points = await atEveryStatement(
      side,
      (n) => {
        const documentHash = createHash('sha256').update(`${side} ${n}`).digest('hex');
        return attestDocument({ pool, clock }, actor, { title: `${n}`, documentHash, issuer: 'B' });
      },
      async (outcome) => {
        const grown = (await count()) - before;
        before += grown;
        if (!(outcome instanceof Error)) expect([outcome, grown]).toEqual([before - 1, 1]);
        else if (side === 'before') expect(grown).toBe(0);
        await sound();
      },
    );
    expect(points).toBeGreaterThanOrEqual(5);
  });

  it.each(SIDES)(
    'signs and packs one history, and all of it the next time: %s',
    { timeout: 240_000 },
    async (side) => {
      const other = await createTestDatabase();
      const direct = createPool(other.url, 2, () => undefined);
      const way = await openCutProxy(other.url);
      const cut = createPool(way.url, 2, () => undefined);
      const folder = await mkdtemp(join(tmpdir(), 'held trees '));
      const seeds = { ed25519: new Uint8Array(32).fill(1), mlDsa44: new Uint8Array(32).fill(2) };
      const signer = ledgerSigner('ledger.example/prices', seeds);
      const log = createLog('silent', null);
      const held = heldTrees(folder);
      let size = 0;
      for (let n = 1; ; n++) {
        // Opened anew each time, as after a crash.
        const ledger = createLedger({ pool: cut, clock: { now: () => Date.now() }, log, signer, held });
        await growLedger(direct, 300);
        size += 300;
        way.arm(n, side);
        await ledger.publish();
        const was = way.disarm();
        await ledger.publish();
        expect([ledger.fault(), ledger.published()?.size], `cut ${side} statement ${n}`).toEqual([
          null,
          size,
        ]);
        expect(await verifyStoredLedger(direct)).toMatchObject({ ok: true, size });
        if (was) continue;
        expect(n).toBeGreaterThan(10);
        break;
      }
      await cut.end();
      await way.close();
      await direct.end();
      await other.drop();
      await rm(folder, { recursive: true });
    },
  );
});
