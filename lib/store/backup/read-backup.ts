import { Readable } from 'node:stream';
import { pipeline as piped } from 'node:stream/promises';
import type { ClientBase, Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type BackupEnd, type BackupTable, END_OF_ROWS } from './backup-format';
import { AGAIN, BackupRefused, CUT, headOf, linesOf, parsed } from './backup-lines';
import { listMigrations, listTables, quoted } from './list-tables';

/** Rows that are handed to COPY at once. */
const BLOCK = 2_000;

/**
 * Puts a backup into a database that nobody reported to and no server is at work on, in one transaction.
 *
 * @param progress told of each table and the rows so far
 * @returns how many rows were restored
 * @throws BackupRefused for a database in use, a file that is none or not whole, or one of another version
 */
export async function readBackup(
  pool: Pool,
  file: string,
  progress: (table: string, rows: number) => void,
): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL statement_timeout = 0');
    await requireUnused(client, pool.totalCount);
    const rows = await restore(client, linesOf(file), progress);
    await client.query('COMMIT');
    return rows;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** @param own connections of this process */
async function requireUnused(client: ClientBase, own: number): Promise<void> {
  const { rows } = await client.query<{ reported: boolean; connections: number }>(
    `SELECT EXISTS (SELECT FROM observation) OR EXISTS (SELECT FROM ledger_run) OR EXISTS (SELECT FROM audit) AS reported,
            (SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database()
               AND application_name = 'smp') AS connections`,
  );
  if ((rows[0]?.connections ?? 0) > own)
    throw new BackupRefused('a server is at work on this database: stop it first', 'database');
  if (rows[0]?.reported === true) {
    throw new BackupRefused(
      'this database holds reports already; restore into an empty one (another SMP_DATA_DIR)',
      'database',
    );
  }
}

async function restore(
  client: ClientBase,
  lines: AsyncIterator<string>,
  progress: (table: string, rows: number) => void,
): Promise<number> {
  const head = headOf((await lines.next()).value);
  const own = await listMigrations(client);
  if (JSON.stringify(own) !== JSON.stringify(head.migrations)) {
    throw new BackupRefused(
      `it has ${head.migrations.length} migrations up to ${head.migrations.at(-1)}, this program ${own.length} up to ${own.at(-1)}: restore with the version that made it`,
    );
  }
  const tables = (await listTables(client)).map(({ name }) => quoted(name));
  // History is append-only for everybody but a restore.
  for (const table of tables) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await client.query(`TRUNCATE ${tables.join(', ')}`);
  let rows = 0;
  for (;;) {
    const next = parsed<BackupTable & BackupEnd>((await lines.next()).value);
    if (next === null) throw new BackupRefused(CUT);
    if (next.table === undefined) {
      if (next.rows !== rows)
        throw new BackupRefused(`it tells of ${next.rows} rows and holds ${rows}; ${AGAIN}`);
      await setSequences(client, next);
      break;
    }
    progress(next.table, rows);
    rows += await restoreTable(client, next, lines);
  }
  for (const table of tables) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  return rows;
}

async function restoreTable(
  client: ClientBase,
  { table, columns }: BackupTable,
  lines: AsyncIterator<string>,
): Promise<number> {
  const copy = client.query(copyFrom(`COPY ${quoted(table)} (${columns.map(quoted).join(', ')}) FROM STDIN`));
  try {
    await piped(Readable.from(rowsOf(lines)), copy);
  } catch (error) {
    if (!isOfContent(error)) throw error;
    const why = error instanceof Error ? error.message : '';
    throw new BackupRefused(`its rows of the table ${table} are damaged (${why}); ${AGAIN}`);
  }
  return copy.rowCount;
}

/** Classes 22 (data), 23 (integrity) and 42 (names) of SQL, and what COPY says of its own form (08P01). */
function isOfContent(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^(2[23]|42|08P01)/.test(code);
}

async function* rowsOf(lines: AsyncIterator<string>): AsyncGenerator<string> {
  let block: string[] = [];
  for (;;) {
    const { value, done } = await lines.next();
    if (done === true) throw new BackupRefused(CUT);
    if (value === END_OF_ROWS) break;
    if (block.push(value) < BLOCK) continue;
    yield `${block.join('\n')}\n`;
    block = [];
  }
  if (block.length > 0) yield `${block.join('\n')}\n`;
}

async function setSequences(client: ClientBase, { sequences }: BackupEnd): Promise<void> {
  for (const { name, value, called } of sequences) {
    await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [quoted(name), value, called]);
  }
}
