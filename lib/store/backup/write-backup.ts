import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { ClientBase, Pool } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import {
  BACKUP_FORMAT,
  type BackupEnd,
  type BackupHead,
  type BackupSequence,
  END_OF_ROWS,
} from './backup-format';
import { listMigrations, listTables, quoted, type StoredTable } from './list-tables';

/**
 * Writes everything that the database holds at one instant. It holds hashes of passwords.
 *
 * @param file whose end is the end of the backup
 * @param now ms since 1970
 * @param progress told of each table and the rows so far
 * @returns how many rows were written
 * @throws Error of the file system when the file cannot be written, e.g. on a full disk
 */
export async function writeBackup(
  pool: Pool,
  file: Writable,
  now: number,
  progress: (table: string, rows: number) => void,
): Promise<number> {
  const client = await pool.connect();
  let whole = false;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query('SET LOCAL statement_timeout = 0');
    const gzip = createGzip();
    const written = pipeline(gzip, file);
    // Whoever writes next hears of it; meanwhile the database may be at work.
    written.catch(() => undefined);
    const to = { gzip, written };
    const head: BackupHead = {
      format: BACKUP_FORMAT,
      madeAt: new Date(now).toISOString(),
      migrations: await listMigrations(client),
    };
    await line(to, JSON.stringify(head));
    let rows = 0;
    for (const table of await listTables(client)) {
      progress(table.name, rows);
      rows += await writeTable(client, table, to);
    }
    const end: BackupEnd = { rows, sequences: await readSequences(client) };
    await line(to, JSON.stringify(end));
    gzip.end();
    await written;
    await client.query('COMMIT');
    whole = true;
    return rows;
  } finally {
    // A table that was left in the middle of its rows blocks its connection for whatever comes after it.
    client.release(!whole);
  }
}

interface Target {
  readonly gzip: Writable;
  /** The file behind it, whole or failed. */
  readonly written: Promise<void>;
}

async function writeTable(client: ClientBase, { name, columns }: StoredTable, to: Target): Promise<number> {
  await line(to, JSON.stringify({ table: name, columns }));
  // A query, since the chunks of a hypertable are no rows of its own.
  const rows = client.query(
    copyTo(`COPY (SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(name)}) TO STDOUT`),
  );
  for await (const chunk of rows as AsyncIterable<Buffer>) {
    await write(to, chunk);
  }
  await line(to, END_OF_ROWS);
  return rows.rowCount;
}

async function readSequences(client: ClientBase): Promise<readonly BackupSequence[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  const sequences: BackupSequence[] = [];
  for (const { name } of rows) {
    const found = await client.query<Omit<BackupSequence, 'name'>>(
      `SELECT last_value::text AS value, is_called AS called FROM ${quoted(name)}`,
    );
    const [state] = found.rows;
    if (state !== undefined) sequences.push({ name, ...state });
  }
  return sequences;
}

const line = (to: Target, text: string) => write(to, `${text}\n`);

/** A pipe whose file has failed is never drained. */
async function write({ gzip, written }: Target, chunk: Buffer | string): Promise<void> {
  if (!gzip.destroyed && gzip.write(chunk)) return;
  await (gzip.destroyed ? written : Promise.race([once(gzip, 'drain'), written]));
}
