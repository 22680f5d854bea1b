import type { Pool } from 'pg';

export interface AuditLine {
  readonly id: string;
  /** ms since 1970. */
  readonly at: number;
  readonly actorKind: string;
  readonly actorId: string;
  /** Name of the person or token who acted, when it is known. */
  readonly actorName: string | null;
  readonly action: string;
  readonly subject: string;
  /** Name of the person or token that it was done to. */
  readonly subjectName: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly requestId: string | null;
  readonly ledgerIndex: number | null;
}

export interface AuditQuery {
  /** Part of a name, an address or an id. */
  readonly actor: string;
  /** How an action begins, e.g. `user.`. */
  readonly action: string;
  readonly subject: string;
  /** ms since 1970. */
  readonly from: number | null;
  readonly to: number | null;
  /** Only rows older than this one. */
  readonly beforeId: string | null;
  readonly limit: number;
}

/** Audit rows, newest first. */
export async function searchAudit(pool: Pool, q: AuditQuery): Promise<readonly AuditLine[]> {
  const { rows } = await pool.query<
    Omit<AuditLine, 'at' | 'ledgerIndex'> & { at: Date; leaf: string | null }
  >(
    `SELECT a.id::text AS id, a.at, a.actor_kind AS "actorKind", a.actor_id AS "actorId",
       coalesce(u.name, t.name) AS "actorName", a.action, a.subject, coalesce(su.name, st.name) AS "subjectName",
       a.before, a.after, a.request_id AS "requestId", a.ledger_index::text AS leaf
     FROM audit a
     LEFT JOIN app_user u ON a.actor_kind = 'user' AND u.id::text = a.actor_id
     LEFT JOIN api_token t ON a.actor_kind = 'api-token' AND t.id::text = a.actor_id
     LEFT JOIN app_user su ON a.subject = 'user:' || su.id::text
     LEFT JOIN api_token st ON a.subject = 'token:' || st.id::text
     WHERE ($1 = '' OR position(lower($1) in lower(concat_ws(' ', a.actor_kind, a.actor_id, u.name, u.email, t.name))) > 0)
       AND ($2 = '' OR starts_with(a.action, $2))
       AND ($3 = '' OR position(lower($3) in lower(concat_ws(' ', a.subject, su.name, su.email, st.name))) > 0)
       AND ($4::timestamptz IS NULL OR a.at >= $4) AND ($5::timestamptz IS NULL OR a.at < $5)
       AND ($6::bigint IS NULL OR a.id < $6)
     ORDER BY a.id DESC LIMIT $7`,
    [
      q.actor,
      q.action,
      q.subject,
      q.from === null ? null : new Date(q.from),
      q.to === null ? null : new Date(q.to),
      q.beforeId,
      q.limit,
    ],
  );
  return rows.map(({ at, leaf, ...row }) => ({
    ...row,
    at: at.getTime(),
    ledgerIndex: leaf === null ? null : Number(leaf),
  }));
}
