import type { Pool } from 'pg';
import type { AuditEntry } from '../people/audit-entry';

/** An audit row that knows its leaf, with the salts of what the leaf commits to; null where there is none. */
export interface SealedAudit extends AuditEntry {
  readonly id: string;
  readonly ledgerIndex: number;
  readonly actorSalt: Uint8Array | null;
  readonly subjectSalt: Uint8Array | null;
  readonly recordSalt: Uint8Array | null;
}

const READ = `
SELECT a.id::text AS id, a.ledger_index::float8 AS "ledgerIndex", (extract(epoch FROM a.at) * 1000)::float8 AS at,
  a.actor_kind AS "actorKind", a.actor_id AS "actorId", a.action, a.subject, a.before, a.after,
  a.request_id AS "requestId", p.salt AS "actorSalt", s.salt AS "subjectSalt", r.salt AS "recordSalt"
FROM audit a
LEFT JOIN ledger_salt p ON p.subject = a.actor_kind || ':' || a.actor_id
LEFT JOIN ledger_salt s ON s.subject = a.subject
LEFT JOIN ledger_salt r ON r.subject = 'audit:' || a.id
WHERE a.ledger_index >= $1 AND a.ledger_index < $2`;

/** Audit rows whose leaves are `[from, to)`. */
export async function readSealedAudit(pool: Pool, from: number, to: number): Promise<readonly SealedAudit[]> {
  return (await pool.query<SealedAudit>(READ, [from, to])).rows;
}

/** Audit rows that claim one of the first `size` leaves. */
export async function countSealedAudit(pool: Pool, size: number): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    'SELECT count(*)::float8 AS n FROM audit WHERE ledger_index < $1',
    [size],
  );
  return rows[0]?.n ?? 0;
}
