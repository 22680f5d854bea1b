import type { Pool } from 'pg';

/** What the audit knows of attested documents, by the position of their leaves. */
export interface AttestedRow {
  /** ms since 1970. */
  readonly at: number;
  /** `kind:id` of who attested. */
  readonly actor: string;
  /** Members as they were written: title, documentHash, issuer, mediaType. */
  readonly after: Readonly<Record<string, unknown>>;
  /** Empty when the person was forgotten, which leaves the commitment without meaning; null when there is none. */
  readonly salt: Uint8Array | null;
}

export async function readStatement(pool: Pool, index: number): Promise<AttestedRow | null> {
  const { rows } = await pool.query<{
    at: Date;
    actor: string;
    after: Record<string, unknown>;
    salt: Buffer | null;
  }>(
    `SELECT a.at, a.actor_kind || ':' || a.actor_id AS actor, a.after, s.salt
     FROM audit a LEFT JOIN ledger_salt s ON s.subject = a.actor_kind || ':' || a.actor_id
     WHERE a.action = 'ledger.attest' AND a.subject = $1`,
    [`ledger:${index}`],
  );
  const [row] = rows;
  if (row === undefined || rows.length > 1) return null;
  return { ...row, at: row.at.getTime(), salt: row.salt === null ? null : Uint8Array.from(row.salt) };
}
