import type { PoolClient } from 'pg';

export interface NewSession {
  readonly id: string;
  readonly userId: string;
  readonly method: 'password' | 'oidc';
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly userAgent: string | null;
  readonly address: string | null;
}

export async function insertSession(client: PoolClient, s: NewSession): Promise<void> {
  await client.query(
    `INSERT INTO user_session (id, user_id, method, created_at, last_seen_at, expires_at, user_agent, address)
     VALUES ($1, $2, $3, $4, $4, $5, $6, $7)`,
    [s.id, s.userId, s.method, new Date(s.createdAt), new Date(s.expiresAt), s.userAgent, s.address],
  );
}

/** Which living sessions to end: one, or all of a person, perhaps but one. */
export interface SessionChoice {
  readonly userId: string;
  readonly only?: string;
  readonly except?: string;
}

/** Ends living sessions. @returns the ids of those that this call ended */
export async function revokeSessions(
  client: PoolClient,
  choice: SessionChoice,
  at: number,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `UPDATE user_session SET revoked_at = $1
     WHERE user_id = $2 AND revoked_at IS NULL AND expires_at > $1
       AND ($3::uuid IS NULL OR id = $3) AND ($4::uuid IS NULL OR id <> $4)
     RETURNING id`,
    [new Date(at), choice.userId, choice.only ?? null, choice.except ?? null],
  );
  return rows.map(({ id }) => id);
}
