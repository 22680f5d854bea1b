import type { Pool, PoolClient } from 'pg';
import type { AuditEntry } from '../people/append-audit';
import type { LedgerHead, SealedBatch } from '../river/ledger-head';
import { runsFrom, toRuns } from './runs';

/** Makes leaves for the head that is locked. Pure and quick. */
export type SealLeaves = (head: LedgerHead) => SealedBatch;

/** What may be written together with leaves, in one transaction. */
export interface LedgerWork {
  /** For rows that stand beside the leaves. */
  readonly client: PoolClient;
  /** Locks the head and appends. @returns position of the first leaf */
  append(seal: SealLeaves): Promise<number>;
  audit(entry: AuditEntry): Promise<void>;
}

/**
 * Does `work` in one transaction, in turn with every other writer of the ledger from its first `append` on.
 * Nothing is written when it throws, everything is durable once it returns.
 */
export async function withLedger<Result>(
  pool: Pool,
  work: (work: LedgerWork) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('BEGIN');
    const result = await work({
      client,
      append: (seal) => appendLeaves(client, seal),
      audit: (entry) => insertAudit(client, entry),
    });
    await client.query('COMMIT');
    broken = false;
    return result;
  } finally {
    // Ending the connection undoes what was not committed.
    client.release(broken);
  }
}

async function appendLeaves(client: PoolClient, seal: SealLeaves): Promise<number> {
  const { rows } = await client.query<{ size: string; frontier: Buffer }>(
    'SELECT size::text AS size, frontier FROM ledger_head WHERE id = 1 FOR UPDATE',
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the ledger has no head row: migrations did not run');
  const head = { size: Number(row.size), frontier: row.frontier };
  const { entries, frontier } = seal(head);
  await client.query(runsFrom('$1', '$2', '$3'), [...toRuns(head.size, entries).values]);
  await client.query('UPDATE ledger_head SET size = $1, frontier = $2, updated_at = now() WHERE id = 1', [
    head.size + entries.length,
    frontier,
  ]);
  return head.size;
}

async function insertAudit(client: PoolClient, entry: AuditEntry): Promise<void> {
  await client.query(
    `INSERT INTO audit (at, actor_kind, actor_id, action, subject, before, after, request_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      new Date(entry.at),
      entry.actorKind,
      entry.actorId,
      entry.action,
      entry.subject,
      entry.before,
      entry.after,
      entry.requestId,
    ],
  );
}
