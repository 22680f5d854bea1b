import type { Pool } from 'pg';
import { appendLeaves, decodeFrontier, encodeFrontier } from '@/lib/ledger/frontier';
import { leafHash } from '@/lib/ledger/merkle';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { runsFrom, toRuns } from '@/lib/store/ledger/runs';
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
      `WITH grown AS (${runsFrom('$1', '$2', '$3')})
       UPDATE ledger_head SET size = $4, frontier = $5 WHERE id = 1`,
      [
        ...toRuns(
          first,
          entries.map((entry) => Buffer.from(entry).toString()),
        ).values,
        edge.size,
        encodeFrontier(edge),
      ],
    );
  }
}
