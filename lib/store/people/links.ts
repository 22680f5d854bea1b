import type { Pool, PoolClient } from 'pg';

export type LinkPurpose = 'invite' | 'reset';

export interface NewLink {
  readonly hash: Uint8Array;
  readonly userId: string;
  readonly purpose: LinkPurpose;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Keeps a link; every earlier one of the person stops working. */
export async function insertLink(client: PoolClient, link: NewLink): Promise<void> {
  const at = new Date(link.createdAt);
  await client.query('UPDATE user_link SET used_at = $2 WHERE user_id = $1 AND used_at IS NULL', [
    link.userId,
    at,
  ]);
  await client.query(
    'INSERT INTO user_link (hash, user_id, purpose, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)',
    [link.hash, link.userId, link.purpose, at, new Date(link.expiresAt)],
  );
}

export interface LinkOwner {
  readonly userId: string;
  readonly purpose: LinkPurpose;
  readonly email: string;
  readonly name: string;
}

const OWNER = `l.user_id AS "userId", l.purpose, u.email, u.name`;
const USABLE = 'l.used_at IS NULL AND l.expires_at > $2 AND u.disabled_at IS NULL';

/** Whose link it is; `null` when it does not work (any more). */
export async function findLink(pool: Pool, hash: Uint8Array, at: number): Promise<LinkOwner | null> {
  const { rows } = await pool.query<LinkOwner>(
    `SELECT ${OWNER} FROM user_link l JOIN app_user u ON u.id = l.user_id WHERE l.hash = $1 AND ${USABLE}`,
    [hash, new Date(at)],
  );
  return rows[0] ?? null;
}

/** Uses a link: of any number of simultaneous calls exactly one gets its owner. */
export async function takeLink(client: PoolClient, hash: Uint8Array, at: number): Promise<LinkOwner | null> {
  const { rows } = await client.query<LinkOwner>(
    `UPDATE user_link l SET used_at = $2 FROM app_user u
     WHERE l.hash = $1 AND u.id = l.user_id AND ${USABLE} RETURNING ${OWNER}`,
    [hash, new Date(at)],
  );
  return rows[0] ?? null;
}
