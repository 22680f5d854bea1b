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
  /** Name of the person, token, market or commodity that it was done to, or the words by which something else is known. */
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
  /** Only what belongs to this market, or to this region; `null` twice for everything. */
  readonly marketId: number | null;
  readonly regionId: number | null;
  readonly limit: number;
}

/** Whether a row belongs to the place `$7` (region) or `$8` (market): by who acted, or by what it was done to. */
const OF_PLACE = `(
  EXISTS (SELECT 1 FROM here h WHERE h.id IN (u.market_id, t.market_id, su.market_id, st.market_id)
            OR a.subject = 'market:' || h.code)
  OR COALESCE($7::smallint IN (u.region_id, t.region_id, su.region_id, st.region_id), false)
  OR EXISTS (SELECT 1 FROM device d JOIN here h ON h.id = d.market_id WHERE a.subject = 'device:' || d.id)
  OR CASE WHEN a.subject ~ '^price:[0-9]+$' THEN EXISTS (
       SELECT 1 FROM observation o JOIN here h ON h.id = o.market_id WHERE o.id = substr(a.subject, 7)::bigint)
     ELSE false END)`;

/** An act of review has a leaf of its own kind, which its own row names; both are written in one transaction. */
const LEAF = `coalesce(a.ledger_index, CASE WHEN a.subject ~ '^price:[0-9]+$' THEN (
    SELECT r.id FROM review r WHERE r.observation_id = substr(a.subject, 7)::bigint AND r.decided_at = a.at
      AND a.action = 'review.' || r.act AND r.actor_id = a.actor_id ORDER BY r.id LIMIT 1) END)`;

/** What somebody wrote, by which an alias, an event, an alert or a limit is known. */
const SAID = (side: 'before' | 'after') =>
  ['alias', 'textId', 'message', 'regulation'].map((name) => `a.${side}->>'${name}'`).join(', ');

const SUBJECT_NAME = `coalesce(su.name, st.name, sm.name, sc.name_id, ${SAID('after')}, ${SAID('before')})`;

/** Audit rows, newest first. */
export async function searchAudit(pool: Pool, q: AuditQuery): Promise<readonly AuditLine[]> {
  const { rows } = await pool.query<
    Omit<AuditLine, 'at' | 'ledgerIndex'> & { at: Date; leaf: string | null }
  >(
    `WITH here AS (
       SELECT id, code FROM market WHERE ($7::smallint IS NULL OR region_id = $7) AND ($8::int IS NULL OR id = $8)
     )
     SELECT a.id::text AS id, a.at, a.actor_kind AS "actorKind", a.actor_id AS "actorId",
       coalesce(u.name, t.name) AS "actorName", a.action, a.subject, ${SUBJECT_NAME} AS "subjectName",
       a.before, a.after, a.request_id AS "requestId", ${LEAF}::text AS leaf
     FROM audit a
     LEFT JOIN app_user u ON a.actor_kind = 'user' AND u.id::text = a.actor_id
     LEFT JOIN api_token t ON a.actor_kind = 'api-token' AND t.id::text = a.actor_id
     LEFT JOIN app_user su ON a.subject = 'user:' || su.id::text
     LEFT JOIN api_token st ON a.subject = 'token:' || st.id::text
     LEFT JOIN market sm ON a.subject = 'market:' || sm.code
     LEFT JOIN commodity sc ON a.subject = 'commodity:' || sc.code
     WHERE ($1 = '' OR position(lower($1) in lower(concat_ws(' ', a.actor_kind, a.actor_id, u.name, u.email, t.name))) > 0)
       AND ($2 = '' OR starts_with(a.action, $2))
       AND ($3 = '' OR position(lower($3) in lower(concat_ws(' ', a.subject, su.name, su.email, st.name, sm.name,
         sc.name_id, sc.name_en, ${SAID('after')}, ${SAID('before')}))) > 0)
       AND ($4::timestamptz IS NULL OR a.at >= $4) AND ($5::timestamptz IS NULL OR a.at < $5)
       AND ($6::bigint IS NULL OR a.id < $6)
       AND ($7::smallint IS NULL AND $8::int IS NULL OR ${OF_PLACE})
     ORDER BY a.id DESC LIMIT $9`,
    [
      q.actor,
      q.action,
      q.subject,
      q.from === null ? null : new Date(q.from),
      q.to === null ? null : new Date(q.to),
      q.beforeId,
      q.regionId,
      q.marketId,
      q.limit,
    ],
  );
  return rows.map(({ at, leaf, ...row }) => ({
    ...row,
    at: at.getTime(),
    ledgerIndex: leaf === null ? null : Number(leaf),
  }));
}
