import type { Pool, PoolClient } from 'pg';

/** Remembers a used time step. @returns false when it, or a later one, was used before */
export async function takeTotpStep(db: Pool | PoolClient, userId: string, step: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE app_user SET totp_last_step = $2
     WHERE id = $1 AND (totp_last_step IS NULL OR totp_last_step < $2)`,
    [userId, step],
  );
  return rowCount === 1;
}

/** Uses a recovery code. @returns false when it is none, or was used before */
export async function takeRecoveryCode(
  db: Pool,
  userId: string,
  hash: Uint8Array,
  at: number,
): Promise<boolean> {
  const { rowCount } = await db.query(
    'UPDATE recovery_code SET used_at = $3 WHERE user_id = $1 AND hash = $2 AND used_at IS NULL',
    [userId, hash, new Date(at)],
  );
  return rowCount === 1;
}

/** Sets or removes the second step of a person, with all recovery codes. */
export async function writeTotp(
  client: PoolClient,
  userId: string,
  totp: { readonly secret: Uint8Array; readonly step: number; readonly at: number } | null,
  recoveryHashes: readonly Uint8Array[],
): Promise<void> {
  await client.query(
    'UPDATE app_user SET totp_secret = $2, totp_confirmed_at = $3, totp_last_step = $4 WHERE id = $1',
    [userId, totp?.secret ?? null, totp === null ? null : new Date(totp.at), totp?.step ?? null],
  );
  await client.query('DELETE FROM recovery_code WHERE user_id = $1', [userId]);
  for (const hash of recoveryHashes)
    await client.query('INSERT INTO recovery_code (user_id, hash) VALUES ($1, $2)', [userId, hash]);
}

/** Keeps a secret that is shown to the person but not in use before it is confirmed. */
export async function writeProposedTotp(pool: Pool, userId: string, secret: Uint8Array): Promise<boolean> {
  const { rowCount } = await pool.query(
    'UPDATE app_user SET totp_secret = $2 WHERE id = $1 AND totp_confirmed_at IS NULL',
    [userId, secret],
  );
  return rowCount === 1;
}
