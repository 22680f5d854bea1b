import type { Pool, PoolClient } from 'pg';
import type { AuditEntry } from '../people/audit-entry';
import { insertAudit } from '../people/insert-audit';
import type { LedgerHead, SealedBatch } from '../river/ledger-head';
import { inTransaction } from '../transaction';
import { runsFrom } from './runs';

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
  return inTransaction(pool, (client) => work(ledgerWorkOn(client)));
}

/** The same inside a transaction that somebody else began. */
export function ledgerWorkOn(client: PoolClient): LedgerWork {
  return {
    client,
    append: (seal) => appendLeaves(client, seal),
    audit: (entry) => insertAudit(client, entry),
  };
}

/** The head, held until the transaction ends. Salts are made only after it, so that nobody waits in a circle. */
export async function lockHead(client: PoolClient): Promise<LedgerHead> {
  const { rows } = await client.query<{ size: string; frontier: Buffer }>(
    'SELECT size::text AS size, frontier FROM ledger_head WHERE id = 1 FOR UPDATE',
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the ledger has no head row: migrations did not run');
  return { size: Number(row.size), frontier: row.frontier };
}

async function appendLeaves(client: PoolClient, seal: SealLeaves): Promise<number> {
  const head = await lockHead(client);
  const { count, runs, frontier } = seal(head);
  await client.query(runsFrom('$1', '$2', '$3'), [...runs.values]);
  await client.query('UPDATE ledger_head SET size = $1, frontier = $2, updated_at = now() WHERE id = 1', [
    head.size + count,
    frontier,
  ]);
  return head.size;
}
