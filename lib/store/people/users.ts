import type { PoolClient } from 'pg';
import { isUuid } from '../uuid';

/** A person as the verbs that change people need them. */
export interface UserRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
  readonly role: string;
  readonly marketId: number | null;
  readonly regionId: number | null;
  readonly disabledAt: Date | null;
  /** Encrypted. */
  readonly totpSecret: Uint8Array | null;
  readonly totpConfirmedAt: Date | null;
}

const COLUMNS = `id, email, name, password_hash AS "passwordHash", must_change_password AS "mustChangePassword",
  role, market_id AS "marketId", region_id AS "regionId", disabled_at AS "disabledAt",
  totp_secret AS "totpSecret", totp_confirmed_at AS "totpConfirmedAt"`;

/** A person, locked until the transaction ends; `null` when there is none. */
export async function lockUser(client: PoolClient, id: string): Promise<UserRow | null> {
  if (!isUuid(id)) return null;
  const { rows } = await client.query<UserRow>(`SELECT ${COLUMNS} FROM app_user WHERE id = $1 FOR UPDATE`, [
    id,
  ]);
  return rows[0] ?? null;
}

/** Sets a password that the person chose. */
export async function writePassword(client: PoolClient, id: string, passwordHash: string): Promise<void> {
  await client.query('UPDATE app_user SET password_hash = $2, must_change_password = false WHERE id = $1', [
    id,
    passwordHash,
  ]);
}

export interface NewUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** Empty: nobody can sign in by password before one was chosen. */
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
  readonly role: string;
  readonly marketId: number | null;
  readonly regionId: number | null;
  readonly createdAt: number;
}

/** @returns false when somebody has this address already */
export async function insertUser(client: PoolClient, u: NewUser): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO app_user (id, email, name, password_hash, must_change_password, role, market_id, region_id, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (email) DO NOTHING`,
    [
      u.id,
      u.email,
      u.name,
      u.passwordHash,
      u.mustChangePassword,
      u.role,
      u.marketId,
      u.regionId,
      new Date(u.createdAt),
    ],
  );
  return rowCount === 1;
}

export interface UserStanding {
  readonly name: string;
  readonly role: string;
  readonly marketId: number | null;
  readonly regionId: number | null;
  readonly disabledAt: number | null;
}

export async function writeStanding(client: PoolClient, id: string, to: UserStanding): Promise<void> {
  await client.query(
    'UPDATE app_user SET name = $2, role = $3, market_id = $4, region_id = $5, disabled_at = $6 WHERE id = $1',
    [id, to.name, to.role, to.marketId, to.regionId, to.disabledAt === null ? null : new Date(to.disabledAt)],
  );
}

/** National administrators who can come in, locked so that two of them cannot remove each other at once. */
export async function lockNationalAdmins(client: PoolClient): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM app_user
     WHERE role = 'admin' AND market_id IS NULL AND region_id IS NULL AND disabled_at IS NULL
     ORDER BY id FOR UPDATE`,
  );
  return rows.map(({ id }) => id);
}
