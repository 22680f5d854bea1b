import type { PoolClient } from 'pg';
import type { AuditEntry } from './audit-entry';

/** The number that an audit row will have, so that its leaf can be made before it. */
export async function nextAuditId(client: PoolClient): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT nextval(pg_get_serial_sequence('audit', 'id'))::text AS id`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the audit has no sequence');
  return row.id;
}

/** Writes an audit row that knows its leaf. */
export async function insertSealedAudit(
  client: PoolClient,
  id: string,
  ledgerIndex: number,
  entry: AuditEntry,
): Promise<void> {
  await client.query(
    `INSERT INTO audit (id, ledger_index, at, actor_kind, actor_id, action, subject, before, after, request_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      ledgerIndex,
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
