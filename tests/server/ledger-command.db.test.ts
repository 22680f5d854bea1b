import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { NO_QUORUM } from '@/lib/ledger/policy';
import { verifyReceipt } from '@/lib/ledger/verify-receipt';
import { createLog } from '@/lib/log';
import { createLedger } from '@/lib/services/ledger';
import { attestDocument } from '@/lib/services/ledger-attest';
import { heldTrees } from '@/lib/services/ledger-held-trees';
import { ledgerSigner, recordKeys } from '@/lib/services/ledger-identity';
import { createPool } from '@/lib/store/pool';
import { heldFolder } from '@/server/ledger/open-ledger';
import { tools } from '../lib/ledger/published-log';
import { createTestDatabase } from '../support/postgres';
import { mirror } from '../support/published-ledger';
import { startSmp } from '../support/run-smp';

const clock = { now: () => Date.now() };
const ORIGIN = 'ledger.example/prices';
const signer = ledgerSigner(ORIGIN, {
  ed25519: new Uint8Array(32).fill(1),
  mlDsa44: new Uint8Array(32).fill(2),
});
const logs = signer.signers.map(({ key }) => key);

interface Installation {
  readonly pool: Pool;
  readonly folder: string;
  /** Attests so many documents and publishes. */
  grow(count: number): Promise<void>;
  /** The published log as files. @returns their folder */
  copy(name: string): Promise<string>;
  smp(...args: readonly string[]): ReturnType<typeof startSmp>['ended'];
  close(): Promise<void>;
}

/** A database and a data folder whose ledger has 32 leaves: two keys, and 30 documents. */
async function openInstallation(): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'ledger command '));
  const database = await createTestDatabase();
  const pool = createPool(database.url, 4, () => undefined);
  const held = heldTrees(heldFolder(folder));
  const ledger = createLedger({ pool, clock, log: createLog('silent', null), signer, held });
  await recordKeys(pool, clock, signer);

  async function grow(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      await attestDocument({ pool, clock }, { kind: 'job', name: 'test' }, statement(i));
    }
    await ledger.publish();
    expect(ledger.fault()).toBeNull();
  }
  await grow(30);
  return {
    pool,
    folder,
    grow,
    async copy(name) {
      const into = join(folder, name);
      const note = ledger.published()?.note ?? '';
      await mirror({ checkpoint: async () => note, read: ledger.tree.readPath }, into);
      return into;
    },
    smp: (...args) =>
      startSmp({ databaseUrl: database.url, dataDir: folder, env: { LOG_LEVEL: 'error' } }, [
        'ledger',
        ...args,
      ]).ended,
    async close() {
      await pool.end();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

const statement = (i: number) => ({
  title: `Dokumen ${i}`,
  documentHash: 'ab'.repeat(32),
  issuer: 'Kantor',
});

describe('the commands `smp ledger`', () => {
  /** Left by every test as it was. */
  let shared: Installation;
  beforeAll(async () => {
    shared = await openInstallation();
  });
  afterAll(() => shared.close());
  const smp = (...args: readonly string[]) => shared.smp(...args);

  it('verifies the database of the installation, and names what was changed in it', async () => {
    expect(await smp('verify')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^verified 32 leaves, root/),
    });
    const client = await shared.pool.connect();
    await client.query(`SET session_replication_role = replica`);
    await client.query(
      `UPDATE audit SET after = jsonb_set(after, '{title}', '"X"') WHERE subject = 'ledger:7'`,
    );
    const found = await smp('verify');
    await client.query(
      `UPDATE audit SET after = jsonb_set(after, '{title}', '"Dokumen 5"') WHERE subject = 'ledger:7'`,
    );
    await client.query('RESET session_replication_role');
    client.release();
    expect(found).toMatchObject({ code: 1, out: expect.stringMatching(/^NOT VERIFIED at leaf 7: /) });
    expect((await smp('verify', '--database')).code).toBe(0);
  });

  it('notices a database that was set back behind what this machine signed, or to another history', async () => {
    const held = heldTrees(heldFolder(shared.folder));
    const now = await held.get(ORIGIN);
    if (now === null) throw new Error('nothing is held');
    for (const [signed, told] of [
      [{ ...now, size: 99 }, /^NOT VERIFIED at leaf 32: 99 leaves were signed, 32 are stored/],
      [{ ...now, root: new Uint8Array(32) }, /^NOT VERIFIED/],
    ] as const) {
      await held.replace(ORIGIN, now, signed);
      const found = await smp('verify');
      await held.replace(ORIGIN, signed, now);
      expect(found).toMatchObject({ code: 1, out: expect.stringMatching(told) });
    }
  });

  it('prints a proof that holds', async () => {
    const { code, out } = await smp('prove', '5');
    expect(code).toBe(0);
    const policy = { logs, witnesses: [], quorum: NO_QUORUM };
    expect(await verifyReceipt(tools, policy, out)).toMatchObject({ ok: true, leaf: { index: 5 } });
    expect((await smp('prove', '999')).code).toBe(1);
    expect((await smp('prove', 'x')).code).toBe(2);
  });

  it('verifies a copied folder, goes on from there, and notices when something was taken back', async () => {
    const growing = await openInstallation();
    onTestFinished(growing.close);
    const keys = signer.vkeys.flatMap((vkey) => ['--key', vkey]);
    const state = ['--state', join(growing.folder, 'state.json')];
    const first = await growing.copy('first');
    expect(await smp('verify', '--dir', first, ...keys, ...state)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/verified 32 leaves of ledger\.example\/prices/),
    });
    await growing.grow(300);
    const second = await growing.copy('second');
    expect((await smp('verify', '--dir', second, ...keys, ...state)).code).toBe(0);
    const third = await smp('verify', '--dir', second, ...keys, ...state);
    expect(third.out).toMatch(/256 of them at an earlier check/);
    const back = await smp('verify', '--dir', first, ...keys, ...state);
    expect(back).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^NOT VERIFIED within leaves 32 to 331/),
    });
  });

  it('names the first leaf that is wrong in a folder', async () => {
    const into = await shared.copy('changed');
    const path = join(into, 'tile/entries/000.p/32');
    const bytes = await readFile(path);
    const at = bytes.indexOf('Dokumen 17');
    bytes[at] = 'd'.charCodeAt(0);
    await writeFile(path, bytes);
    const { code, out } = await smp(
      'verify',
      '--dir',
      into,
      '--key',
      signer.vkeys[0] ?? '',
      '--state',
      join(shared.folder, 's2'),
    );
    expect([code, out]).toEqual([1, expect.stringMatching(/^NOT VERIFIED at leaf 19: /)]);
  });

  it('answers bad usage with 2', async () => {
    expect((await smp('verify', '--dir', shared.folder, '--url', 'http://x.example')).code).toBe(2);
    expect((await smp('verify', '--url', 'x')).code).toBe(2);
    expect((await smp('nothing')).code).toBe(2);
  });
});
