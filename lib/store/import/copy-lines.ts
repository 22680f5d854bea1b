import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const CHUNK_CHARACTERS = 65_536;

/** Streams lines, each with tab-parted cells and a line feed at its end, into `COPY … FROM STDIN`. */
export async function copyLines(client: PoolClient, copy: string, lines: Iterable<string>): Promise<void> {
  function* chunks(): Generator<Buffer> {
    let chunk = '';
    for (const line of lines) {
      chunk += line;
      if (chunk.length < CHUNK_CHARACTERS) continue;
      yield Buffer.from(chunk);
      chunk = '';
    }
    if (chunk !== '') yield Buffer.from(chunk);
  }
  await pipeline(Readable.from(chunks()), client.query(copyFrom(copy)));
}
