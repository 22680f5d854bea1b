import type { Pool } from 'pg';
import { appendLeaves, decodeFrontier, encodeFrontier } from '@/lib/ledger/frontier';
import { leafHash } from '@/lib/ledger/merkle';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { readHead } from '@/lib/store/river/read-head';
import { priceEntries } from '../lib/ledger/published-log';

const CHUNK = 20_000;

/** Appends so many price leaves that differ from each other, without the rows they would stand for. */
export async function growLedger(pool: Pool, count: number): Promise<void> {
  const head = await readHead(pool);
  let edge = decodeFrontier(head.size, head.frontier);
  for (let done = 0; done < count; done += CHUNK) {
    const entries = priceEntries(Math.min(CHUNK, count - done), edge.size);
    const hashes = entries.map((entry) => leafHash(nodeSha256, entry));
    const first = edge.size;
    edge = appendLeaves(nodeSha256, edge, hashes);
    await pool.query(
      `WITH grown AS (
         INSERT INTO ledger_leaf (id, entry)
         SELECT $1::bigint + n - 1, convert_to(e, 'UTF8') FROM unnest($2::text[]) WITH ORDINALITY AS x (e, n))
       UPDATE ledger_head SET size = $3, frontier = $4 WHERE id = 1`,
      [first, entries.map((entry) => Buffer.from(entry).toString()), edge.size, encodeFrontier(edge)],
    );
  }
}
