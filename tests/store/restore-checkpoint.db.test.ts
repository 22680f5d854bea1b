import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUp } from '@/server/commands/backup';
import { readKept, verifyRestored } from '@/server/commands/restore/kept-checkpoint';
import { placeOf } from '@/server/commands/whole-file';
import { LogModel } from '../lib/ledger/log-model';
import { ORIGIN, priceEntries, signCheckpoint } from '../lib/ledger/published-log';
import { growLedger } from '../support/ledger';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { runSmp } from '../support/run-smp';

const MADE_AT = '2026-11-30T09:00:00.000Z';
const log = new LogModel().append(...priceEntries(9));
const forked = new LogModel().append(...priceEntries(5, 1));

let source: OpenDatabase;
let folder: string;
let backup: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smp kept '));
  backup = join(folder, 'smp.backup.gz');
  source = await openSeededDatabase();
  await growLedger(source.pool, 5);
  await backUp(source.pool, await placeOf(backup), Date.parse(MADE_AT), () => undefined);
});
afterAll(async () => {
  await source?.close();
  await rm(folder, { recursive: true, force: true });
});

const misuse = (message: string): never => {
  throw new Error(message);
};
async function fileOf(content: string): Promise<string> {
  const path = join(folder, 'kept');
  await writeFile(path, content);
  return path;
}
/** What a restore of five leaves says to what was kept. */
const check = async (content: string) =>
  verifyRestored(source.pool, await readKept(await fileOf(content), misuse), MADE_AT);
const receipt = (checkpoint: string) => `c2sp.org/tlog-proof@v1\nindex 0\n\n${checkpoint}`;

describe('a ledger that was restored', () => {
  it.each([
    ['a checkpoint of all of it', signCheckpoint(log, 5)],
    ['a checkpoint of its beginning', signCheckpoint(log, 3)],
    ['a receipt', receipt(signCheckpoint(log, 3))],
  ])('holds %s', async (_what, kept) => {
    expect(await check(kept)).toMatchObject({ ok: true, size: 5 });
  });

  it.each([
    ['a checkpoint', signCheckpoint(log, 9)],
    ['a receipt', receipt(signCheckpoint(log, 9))],
  ])(
    'that ends before %s which was kept is told to be older, with where and when it ends',
    async (_what, kept) => {
      expect(await check(kept)).toMatchObject({
        ok: false,
        index: 5,
        what: expect.stringContaining(
          `of ${MADE_AT} ends with 5 leaves, and the checkpoint is of 9: it is older`,
        ),
      });
    },
  );

  it('that tells another history than the checkpoint does not verify', async () => {
    expect(await check(signCheckpoint(forked, 4))).toMatchObject({ ok: false });
  });

  it('of one name is not taken for that of another', async () => {
    const identity = JSON.stringify({ origin: 'ledger.example/others', keys: [] });
    const insert = "INSERT INTO setting (key, value) VALUES ('ledger.identity', $1)";
    await source.pool.query(insert, [identity]);
    const verdict = await check(signCheckpoint(log, 5));
    await source.pool.query("DELETE FROM setting WHERE key = 'ledger.identity'");
    expect(verdict).toMatchObject({ ok: false, what: expect.stringContaining(`one of ${ORIGIN}`) });
  });
});

describe('smp restore --checkpoint', () => {
  it('says that the backup is older than what was kept, and ends with 1; the backup is restored', async () => {
    const target = await openSeededDatabase();
    const kept = await fileOf(signCheckpoint(log, 9));
    const { code, out } = await runSmp(target.url, folder, ['restore', backup, '--checkpoint', kept]);
    expect(out).toContain(`this backup of ${MADE_AT} ends with 5 leaves`);
    expect(code).toBe(1);
    expect(await target.column('SELECT size::int AS value FROM ledger_head')).toEqual([5]);
    await target.close();
  });

  it.each([
    ['is missing', async () => join(folder, 'none'), 'there is no such file'],
    ['is no checkpoint', () => fileOf('date,price\n'), 'the note has no signatures'],
  ])('of a checkpoint that %s is bad usage, and nothing is restored', async (_what, file, why) => {
    const path = await file();
    const { code, err } = await runSmp(source.url, folder, ['restore', backup, '--checkpoint', path]);
    expect(err).toContain(`--checkpoint cannot be used: ${why}`);
    expect(err).toContain(path);
    expect(code).toBe(2);
  });
});
