import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_QUORUM } from '@/lib/ledger/policy';
import { verifyReceipt } from '@/lib/ledger/verify-receipt';
import { createLog } from '@/lib/log';
import { createLedger, type Ledger } from '@/lib/services/ledger';
import { heldTrees } from '@/lib/services/ledger-held-trees';
import { ledgerSigner } from '@/lib/services/ledger-identity';
import { proveLeaf } from '@/lib/services/ledger-receipt';
import { storedTree } from '@/lib/services/ledger-tree';
import type { StoredCheckpoint } from '@/lib/store/ledger/read-checkpoints';
import { createPool } from '@/lib/store/pool';
import { growLedger } from '../../support/ledger';
import { createTestDatabase, type TestDatabase } from '../../support/postgres';
import { publishAll } from '../../support/publish-all';
import { priceLeaf, tools } from '../ledger/published-log';

const SIZE = 66_000;
const PACKED = 257 * 256;
const signer = ledgerSigner('ledger.example/prices', {
  ed25519: new Uint8Array(32).fill(1),
  mlDsa44: new Uint8Array(32).fill(2),
});
const policy = { logs: signer.signers.map(({ key }) => key), witnesses: [], quorum: NO_QUORUM };

describe('the receipt of a leaf', () => {
  let database: TestDatabase;
  let pool: Pool;
  let folder: string;
  let ledger: Ledger;
  let published: StoredCheckpoint;
  let questions = 0;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = createPool(database.url, 4, () => undefined);
    folder = await mkdtemp(join(tmpdir(), 'held trees '));
    const held = heldTrees(folder);
    const log = createLog('silent', null);
    ledger = createLedger({ pool, clock: { now: () => Date.now() }, log, signer, held });
    await growLedger(pool, SIZE);
    await publishAll(pool, ledger);
    const last = ledger.published();
    if (last === null) throw new Error(`nothing was signed: ${ledger.fault()}`);
    published = last;
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  /** The pool, with its questions counted. */
  const counted = () =>
    new Proxy(pool, {
      get(target, name) {
        if (name === 'query') questions++;
        const value = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });

  it('holds for packed leaves and for those that wait, and is smaller than 5 kB', async () => {
    const tree = storedTree(pool);
    for (const index of [0, 1, 255, 256, 40_000, PACKED - 1, PACKED, PACKED + 1, SIZE - 1]) {
      for (let again = 0; again < 2; again++) {
        const receipt = await proveLeaf(tree, published, index, true);
        const report = await verifyReceipt(tools, policy, receipt);
        expect(report, `leaf ${index}`).toMatchObject({ ok: true, leaf: priceLeaf(index) });
        expect(receipt.length).toBeLessThan(5_120);
      }
    }
  });

  it('asks the database once, whether its tiles are kept or not', async () => {
    const tree = storedTree(counted());
    for (const index of [70, 71, 20_000, 20_001]) {
      // The tiles at the right edge are not packed, and are read one by one at the first proof.
      if (index === 70) await proveLeaf(tree, published, 300, true);
      questions = 0;
      await proveLeaf(tree, published, index, true);
      expect(questions, `leaf ${index}`).toBe(1);
    }
    questions = 0;
    await proveLeaf(tree, published, 20_002, false);
    expect(questions).toBe(0);
  });

  it('keeps no more tiles than it may, and proves alike without any', async () => {
    const none = storedTree(pool, 0);
    const few = storedTree(pool, 4);
    const many = storedTree(pool);
    for (let index = 0; index < SIZE; index += 6_500) {
      const receipt = await proveLeaf(many, published, index, true);
      expect(await proveLeaf(none, published, index, true)).toBe(receipt);
      expect(await proveLeaf(few, published, index, true)).toBe(receipt);
    }
  });

  it('is not handed out when it would not lead to the checkpoint that it carries', async () => {
    const tree = storedTree(pool);
    const other = { ...published, root: new Uint8Array(32) };
    await expect(proveLeaf(tree, other, 7, true)).rejects.toThrow('leaf 7 as it is stored does not lead');
    const client = await pool.connect();
    const alone = new Proxy(pool, { get: (_pool, name) => Reflect.get(client, name).bind(client) });
    const changed = storedTree(alone);
    await client.query('BEGIN');
    await client.query('SET LOCAL session_replication_role = replica');
    await client.query(`UPDATE ledger_tile SET data = set_byte(data, 30, 1) WHERE level = -1 AND id = 3`);
    await expect(proveLeaf(changed, published, 3 * 256, true)).rejects.toThrow('does not lead');
    await proveLeaf(changed, published, 3 * 256 + 1, true);
    await client.query('ROLLBACK');
    client.release();
  });

  it('is of the newest checkpoint, whichever instance appended and signed it', async () => {
    const log = createLog('silent', null);
    const held = heldTrees(join(folder, 'another instance'));
    const another = createLedger({ pool, clock: { now: () => Date.now() }, log, signer, held });
    for (const more of [1, 90, 256, 700]) {
      const before = ledger.published()?.size ?? 0;
      await growLedger(pool, more);
      await another.publish();
      expect(another.fault()).toBeNull();
      // What this one knows is older, and holds until it has learnt the new one.
      for (const learns of [async () => undefined, () => ledger.publish()]) {
        await learns();
        const now = ledger.published();
        if (now === null) throw new Error('nothing is published');
        for (const index of [0, 300, before - 1, now.size - 1]) {
          const receipt = await proveLeaf(ledger.tree, now, index, true);
          expect(await verifyReceipt(tools, policy, receipt), `leaf ${index}`).toMatchObject({ ok: true });
          expect(receipt.endsWith(now.note)).toBe(true);
        }
      }
      expect(ledger.published()?.size).toBe(before + more);
    }
  });
});
