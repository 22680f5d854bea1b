import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const COLUMNS = 11;
const EPOCH_2000_MS = 946_684_800_000;
const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);

/** The disk's and the database's limit: rows a second of binary COPY into `observation`, one transaction. */
export async function copyRowsPerSecond(pool: Pool, rows: number, firstId: number): Promise<number> {
  const client = await pool.connect();
  const chunks = binaryRows(rows, firstId);
  const startedAt = performance.now();
  await pipeline(
    Readable.from(chunks),
    client.query(
      copyFrom(
        'COPY observation (id, observed_at, received_at, published_at, reading_id, market_id, region_id, commodity_id, price, lane, provenance) FROM STDIN (FORMAT binary)',
      ),
    ),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  client.release();
  return rows / seconds;
}

function binaryRows(rows: number, firstId: number): Buffer[] {
  const reading = Buffer.from(randomUUID().replaceAll('-', ''), 'hex');
  const chunks: Buffer[] = [HEADER];
  for (let i = 0; i < rows; i++) chunks.push(binaryRow(firstId + i, Date.now() + i, reading));
  chunks.push(Buffer.from([0xff, 0xff]));
  const joined: Buffer[] = [];
  for (let i = 0; i < chunks.length; i += 2_000) joined.push(Buffer.concat(chunks.slice(i, i + 2_000)));
  return joined;
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
