import { execFileSync, spawn } from 'node:child_process';
import { lstat, mkdtemp, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyStoredLedger } from '@/lib/services/verify-stored-ledger';
import { readBackup } from '@/lib/store/backup/read-backup';
import { createPool } from '@/lib/store/pool';
import { backUp } from '@/server/commands/backup';
import { placeOf } from '@/server/commands/whole-file';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { availableKinds } from '../support/postgres';
import { at, openSmallRiver } from '../support/small-river';
import { tempFolder } from '../support/temp-folder';

const NOW = at(9);
/** What lines, columns, escapes and ends of a text form could be mistaken for. */
const AWKWARD = 'line\nfeed\ttab\rreturn \\. \\N "quoted" \u2028 \u{1f336} ,;\'';
const quiet = () => undefined;

async function contents(database: OpenDatabase): Promise<Record<string, string>> {
  const tables = await database.column<string>(
    `SELECT relname AS value FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
       AND relname <> '_prisma_migrations' ORDER BY 1`,
  );
  const hashes: Record<string, string> = {};
  for (const table of tables) {
    const [hash] = await database.column<string>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text COLLATE "C")), '') AS value FROM "${table}" t`,
    );
    hashes[table] = hash ?? '';
  }
  return hashes;
}

describe.each(await availableKinds())('a backup (%s PostgreSQL)', (kind) => {
  let source: OpenDatabase;
  const kept = tempFolder('backup');
  const file = join(kept, 'smp.backup.gz');
  /** Empty for each test. */
  let folder: string;
  let rows: number;
  const backedUp = async (path: string) => backUp(source.pool, await placeOf(path), NOW, quiet);
  beforeAll(async () => {
    source = await openSeededDatabase(kind);
    const river = await openSmallRiver(source);
    await river.load(at(0));
    for (let day = 0; day < 5; day++) await river.send(day, [{ marketId: 1, price: 40_000 + 100 * day }]);
    await river.close();
    await source.pool.query('UPDATE market SET name = $1 WHERE id = 1', [AWKWARD]);
    await source.pool.query(
      `INSERT INTO audit (actor_kind, actor_id, action, subject, at) VALUES ('system', 'test', $1, $1, now())`,
      [AWKWARD],
    );
    rows = await backedUp(file);
  });
  afterAll(() => source.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(kept, 'of one test '));
  });

  /** A database that holds the seed alone. */
  async function withTarget(work: (target: OpenDatabase) => Promise<void>): Promise<void> {
    const target = await openSeededDatabase(kind);
    try {
      await work(target);
    } finally {
      await target.close();
    }
  }

  it('brings back every row of every table, the guards of history, and a ledger that verifies', async () => {
    await withTarget(async (target) => {
      expect(await readBackup(target.pool, file, quiet)).toBe(rows);
      expect(await contents(target)).toEqual(await contents(source));
      expect(await verifyStoredLedger(target.pool)).toMatchObject({ ok: true });
      await expect(target.pool.query('DELETE FROM audit')).rejects.toThrow();
      await expect(target.pool.query('TRUNCATE audit')).rejects.toThrow();
      const next = `SELECT nextval(pg_get_serial_sequence('audit', 'id'))::int AS value`;
      expect(await target.column(next)).toEqual(await source.column(next));
    });
  });

  it('can be read by its owner alone, and leaves nothing half written beside it', async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readdir(kept)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('goes where a link leads, and into a pipe without taking its place', async () => {
    const behind = join(folder, 'behind.gz');
    const [link, pipe] = [join(folder, 'link.gz'), join(folder, 'pipe')];
    await writeFile(behind, 'an older one');
    await symlink(behind, link);
    await backedUp(link);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    execFileSync('mkfifo', [pipe]);
    const reader = spawn('cat', [pipe], { stdio: ['ignore', 'pipe', 'ignore'] });
    const read = buffer(reader.stdout);
    await backedUp(pipe);
    expect((await lstat(pipe)).isFIFO()).toBe(true);
    const [behindLink, piped] = [gunzipSync(await readFile(behind)), gunzipSync(await read)];
    expect(behindLink.equals(piped)).toBe(true);
  });

  it.each(['no/such/folder/smp.backup.gz', '/dev/full'])(
    'says so when %s cannot be written',
    async (path) => {
      const target = path === '/dev/full' ? path : join(folder, path);
      await expect(backedUp(target)).rejects.toThrow(/ENOENT|ENOSPC/);
      expect(await readdir(folder)).toEqual([]);
      expect((await source.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    },
  );

  it('leaves the one of before when it fails, and nothing else', async () => {
    const place = join(folder, 'again.backup.gz');
    await writeFile(place, 'an older one');
    const failing = backUp(source.pool, await placeOf(place), NOW, () => {
      throw new Error('the disk fails');
    });
    await expect(failing).rejects.toThrow('the disk fails');
    expect(await readdir(folder)).toEqual(['again.backup.gz']);
    expect(await readFile(place, 'utf8')).toBe('an older one');
  });

  it('fails when its file takes no more in the middle of a long table', async () => {
    const place = join(folder, 'long.backup.gz');
    // A pipe whose reader leaves stands for a disk that fills.
    execFileSync('mkfifo', [place]);
    const reader = spawn('head', ['-c', '300000', place], { stdio: 'ignore' });
    await source.pool.query(
      'CREATE TABLE long_table AS SELECT md5(i::text) AS noise FROM generate_series(1, 400000) AS i',
    );
    await expect(backedUp(place)).rejects.toThrow(/EPIPE/);
    reader.kill();
    await source.pool.query('DROP TABLE long_table');
  });

  it('is refused where prices were reported, and where a server is at work', async () => {
    await withTarget(async (target) => {
      await readBackup(target.pool, file, quiet);
      await expect(readBackup(target.pool, file, quiet)).rejects.toThrow(/holds reports already/);
    });
    await withTarget(async (target) => {
      const server = createPool(target.url, 1, quiet);
      await server.query('SELECT 1');
      await expect(readBackup(target.pool, file, quiet)).rejects.toThrow(/server is at work/);
      await server.end();
    });
  });

  it.each([
    ['cut in its compressed bytes', (bytes: Buffer) => bytes.subarray(0, bytes.length - 40)],
    [
      'cut between its rows',
      (bytes: Buffer) => gzipSync(gunzipSync(bytes).toString().split('\n').slice(0, 200).join('\n')),
    ],
    [
      'without one of its rows',
      (bytes: Buffer) =>
        gzipSync(
          gunzipSync(bytes)
            .toString()
            .replace(/\n1\t[^\n]*/, ''),
        ),
    ],
    [
      'of another version',
      (bytes: Buffer) =>
        gzipSync(
          gunzipSync(bytes)
            .toString()
            .replace(/"20\d{12}_[a-z_]+"/, '"19990101000000_old"'),
        ),
    ],
    ['that is another file', () => Buffer.from('date,price\n')],
    ['that is another compressed file', () => gzipSync('date,price\n')],
  ])('%s is refused, and changes nothing', async (_what, spoil) => {
    const spoilt = join(folder, 'spoilt.gz');
    await writeFile(spoilt, spoil(await readFile(file)));
    await withTarget(async (target) => {
      const before = await contents(target);
      await expect(readBackup(target.pool, spoilt, quiet)).rejects.toMatchObject({ code: 'BACKUP_REFUSED' });
      expect(await contents(target)).toEqual(before);
    });
  });
});
