import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pool } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** A price and where it comes from, without its verdict. */
const BARE =
  'id, observed_at, received_at, published_at, reading_id, market_id, region_id, commodity_id, price, lane, provenance';
const COLUMNS = 11;
const EPOCH_2000_MS = 946_684_800_000;
const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);

/** The disk's and the database's limit: rows a second of binary COPY of bare prices into `observation`, one transaction. */
export async function copyRowsPerSecond(pool: Pool, rows: number, firstId: number): Promise<number> {
  return copyIn(pool, BARE, { rows, chunks: binaryRows(rows, firstId) });
}

/** Whole rows of `observation`, verdict and all, as binary COPY takes them. */
export interface StoredRows {
  readonly rows: number;
  readonly chunks: readonly Buffer[];
}

/** The first rows of a database, as they were stored. */
export async function storedRows(pool: Pool, most: number): Promise<StoredRows> {
  const client = await pool.connect();
  const { rows } = await client.query<{ n: number }>(
    'SELECT least(count(*), $1)::int AS n FROM observation',
    [most],
  );
  const chunks: Buffer[] = [];
  const out = client.query(
    copyTo(`COPY (SELECT * FROM observation ORDER BY id LIMIT ${most}) TO STDOUT (FORMAT binary)`),
  );
  for await (const chunk of out) chunks.push(chunk as Buffer);
  client.release();
  return { rows: rows[0]?.n ?? 0, chunks: joined(chunks) };
}

/** The same limit for rows that carry their verdict. @returns rows a second */
export async function copyStoredPerSecond(pool: Pool, stored: StoredRows): Promise<number> {
  return copyIn(pool, null, stored);
}

async function copyIn(pool: Pool, columns: string | null, { rows, chunks }: StoredRows): Promise<number> {
  const client = await pool.connect();
  const into = columns === null ? 'observation' : `observation (${columns})`;
  const startedAt = performance.now();
  await pipeline(Readable.from(chunks), client.query(copyFrom(`COPY ${into} FROM STDIN (FORMAT binary)`)));
  const seconds = (performance.now() - startedAt) / 1000;
  client.release();
  return rows / seconds;
}

/** Few large pieces, so that the sender costs nothing. */
function joined(chunks: readonly Buffer[]): Buffer[] {
  const pieces: Buffer[] = [];
  for (let i = 0; i < chunks.length; i += 2_000) pieces.push(Buffer.concat(chunks.slice(i, i + 2_000)));
  return pieces;
}

function binaryRows(rows: number, firstId: number): Buffer[] {
  const reading = Buffer.from(randomUUID().replaceAll('-', ''), 'hex');
  const chunks: Buffer[] = [HEADER];
  for (let i = 0; i < rows; i++) chunks.push(binaryRow(firstId + i, Date.now() + i, reading));
  chunks.push(Buffer.from([0xff, 0xff]));
  return joined(chunks);
}

function binaryRow(id: number, time: number, reading: Buffer): Buffer {
  const row = Buffer.alloc(2 + COLUMNS * 4 + 8 * 4 + 16 + 4 + 2 + 2 + 4 + 2 + 2);
  let at = row.writeInt16BE(COLUMNS, 0);
  const micros = BigInt(time - EPOCH_2000_MS) * 1000n;
  const big = (value: bigint) => {
    at = row.writeInt32BE(8, at);
    at = row.writeBigInt64BE(value, at);
  };
  const int = (value: number) => {
    at = row.writeInt32BE(4, at);
    at = row.writeInt32BE(value, at);
  };
  const small = (value: number) => {
    at = row.writeInt32BE(2, at);
    at = row.writeInt16BE(value, at);
  };
  big(BigInt(id));
  for (let i = 0; i < 3; i++) big(micros);
  at = row.writeInt32BE(16, at);
  at += reading.copy(row, at);
  int(1);
  small(31);
  small(2);
  int(13_400);
  small(0);
  small(0);
  return row;
}
