import type { PoolClient } from 'pg';
import { isUuid } from '../uuid';

export interface TokenRow {
  readonly id: string;
  readonly prefix: string;
  readonly name: string;
  readonly role: string;
  readonly scopes: readonly string[];
  readonly marketId: number | null;
  readonly regionId: number | null;
  readonly userId: string | null;
  readonly expiresAt: Date | null;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

export async function insertToken(
  client: PoolClient,
  t: Omit<TokenRow, 'createdAt' | 'revokedAt'> & { readonly hash: Uint8Array; readonly createdAt: number },
): Promise<void> {
  await client.query(
    `INSERT INTO api_token (id, prefix, hash, name, role, scopes, market_id, region_id, user_id, expires_at, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      t.id,
      t.prefix,
      t.hash,
      t.name,
      t.role,
      [...t.scopes],
      t.marketId,
      t.regionId,
      t.userId,
      t.expiresAt,
      new Date(t.createdAt),
    ],
  );
}

/** A token, locked until the transaction ends; `null` when there is none. */
export async function lockToken(client: PoolClient, id: string): Promise<TokenRow | null> {
  if (!isUuid(id)) return null;
  const { rows } = await client.query<TokenRow>(
    `SELECT id, prefix, name, role, scopes, market_id AS "marketId", region_id AS "regionId", user_id AS "userId",
       expires_at AS "expiresAt", created_at AS "createdAt", revoked_at AS "revokedAt" FROM api_token WHERE id = $1 FOR UPDATE`,
    [id],
  );
  return rows[0] ?? null;
}

export async function revokeToken(client: PoolClient, id: string, at: number): Promise<void> {
  await client.query('UPDATE api_token SET revoked_at = $2 WHERE id = $1', [id, new Date(at)]);
}

/** Lets a token run out early, in favour of another one. */
export async function replaceToken(client: PoolClient, id: string, by: string, endsAt: Date): Promise<void> {
  await client.query('UPDATE api_token SET replaced_by = $2, expires_at = $3 WHERE id = $1', [
    id,
    by,
    endsAt,
  ]);
}
