import type { PoolClient } from 'pg';
import type { AuditEntry } from './audit-entry';

/** Writes one audit row with the driver, inside the caller's transaction. */
export async function insertAudit(client: PoolClient, entry: AuditEntry): Promise<void> {
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
