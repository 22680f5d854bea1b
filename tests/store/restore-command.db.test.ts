import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restoreCommand } from '@/server/commands/backup';
import { claimDatabase } from '@/server/postgres/claim';
import { asOtherUser } from '../support/as-other-user';
import { createTestDatabase, type TestDatabase } from '../support/postgres';
import { runSmp } from '../support/run-smp';

let database: TestDatabase;
let folder: string;
let good: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smp restore '));
  good = join(folder, 'good.gz');
  database = await createTestDatabase();
  // Makes what is in the database as well.
  expect((await smp('backup', good)).code).toBe(0);
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const smp = (...args: string[]) => runSmp(database.url, folder, args);

/** What a change of any market would change, by a connection that is no server's. */
async function markets(): Promise<unknown> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query('SELECT xmin::text, name FROM market ORDER BY id');
  await client.end();
  return rows;
}
const lines = async () =>
  gunzipSync(await readFile(good))
    .toString()
    .split('\n');

async function fileOf(content: Buffer | string): Promise<string> {
  const path = join(folder, 'given.gz');
  await writeFile(path, content);
  return path;
}

describe('smp restore', () => {
  it.each([
    ['is missing', async () => join(folder, 'none.gz'), 'there is no such file'],
    ['is a folder', async () => folder, 'it is a folder'],
    ['is empty', () => fileOf(''), 'it is empty; fetch it again'],
    [
      'is no backup',
      () => fileOf('date,price\n'),
      'it is no backup of the platform; name a file that smp backup',
    ],
    ['is packed and no backup', () => fileOf(gzipSync('date,price\n')), 'it is no backup of the platform'],
    ['is packed and empty', () => fileOf(gzipSync('')), 'it is no backup of the platform'],
    [
      'is cut off',
      async () => fileOf((await readFile(good)).subarray(0, -40)),
      'it ends in the middle; fetch it again',
    ],
    [
      'is damaged in its rows',
      async () => fileOf(gzipSync((await lines()).with(2, 'x').join('\n'))),
      'its rows of the table',
    ],
  ] as const)(
    'of a file that %s says so with its name and what to do, and changes nothing',
    async (_what, file, words) => {
      const path = await file();
      const before = await markets();
      const { code, out, err } = await smp('restore', path);
      expect(err).toContain(`${path} cannot be restored: ${words}`);
      expect(err).toContain('Nothing was changed');
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(await markets()).toEqual(before);
    },
  );

  it.skipIf(process.platform === 'win32')(
    'of a file that may not be read says whose right is needed',
    async () => {
      const path = join(folder, 'locked.gz');
      await copyFile(good, path);
      await chmod(path, 0);
      await chmod(folder, 0o755);
      const restore = restoreCommand()
        .exitOverride()
        .configureOutput({ writeErr: () => {} });
      await expect(asOtherUser(() => restore.parseAsync(['node', 'restore', path]))).rejects.toMatchObject({
        exitCode: 2,
        message: expect.stringContaining(`${path} cannot be restored: this user may not; give the right`),
      });
    },
  );
});

describe('smp restore of a whole file', () => {
  it('names the server that owns the database, and leaves it alone', async () => {
    const before = await markets();
    const claim = await claimDatabase(database.url, 0);
    const { code, err } = await smp('restore', good);
    await claim?.release();
    expect(err).toContain(`a server is at work on this database, process ${process.pid} (since 2`);
    expect(err).toContain('stop it first');
    expect(code).toBe(1);
    expect(await markets()).toEqual(before);
  });

  it('says where the secrets belong, unless they are there', async () => {
    const dataDir = join(folder, 'fresh');
    const where = join(dataDir, 'secrets');
    const restore = () => runSmp(database.url, dataDir, ['restore', good]);
    const first = await restore();
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('the ledger verifies') });
    expect(first.err).toContain(`bring the secrets of the installation that it comes from into ${where}`);
    await mkdir(where, { recursive: true });
    expect(await restore()).toMatchObject({ code: 0, err: '' });
  });
});

describe('smp backup', () => {
  it.each([
    ['a folder that is not there', 'no/such/b.gz', 'there is no such file or folder'],
    ['a folder itself', 'taken', 'it is a folder; name a file in it'],
  ])('into %s says so with its name, as bad usage, and leaves nothing', async (_what, name, words) => {
    await mkdir(join(folder, 'taken'), { recursive: true });
    const path = join(folder, name);
    expect(await smp('backup', path)).toMatchObject({
      code: 2,
      err: expect.stringContaining(`${path} was not written: ${words}`),
    });
  });
});
