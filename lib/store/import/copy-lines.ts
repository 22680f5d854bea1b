import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const CHUNK_CHARACTERS = 65_536;

/** Streams rows into `COPY … FROM STDIN`. @param toLine a row as tab-parted text, ending in a line feed */
export async function copyLines<Row>(
  client: PoolClient,
  copy: string,
  rows: readonly Row[],
  toLine: (row: Row, index: number) => string,
): Promise<void> {
  function* chunks(): Generator<Buffer> {
    let chunk = '';
    for (const [i, row] of rows.entries()) {
      chunk += toLine(row, i);
      if (chunk.length < CHUNK_CHARACTERS) continue;
      yield Buffer.from(chunk);
      chunk = '';
    }
    if (chunk !== '') yield Buffer.from(chunk);
  }
  await pipeline(Readable.from(chunks()), client.query(copyFrom(copy)));
}
