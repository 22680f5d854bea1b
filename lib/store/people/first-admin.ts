import type { Pool, PoolClient } from 'pg';
import { LOCK_KEYS } from '@/lib/store/lock-keys';

/** One first start at a time. */
const LOCK = LOCK_KEYS.firstAdmin;

export interface FirstPerson {
  readonly id: string;
  /** In lower case. */
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
}

export async function hasPeople(db: Pick<Pool, 'query'>): Promise<boolean> {
  return (await db.query('SELECT 1 FROM app_user LIMIT 1')).rows.length > 0;
}

/** Makes the first administrator. @returns false when there are people already; nothing was written then */
export async function insertFirstAdmin(client: PoolClient, person: FirstPerson): Promise<boolean> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  if (await hasPeople(client)) return false;
  const { id, email, name, passwordHash } = person;
  await client.query(
    `INSERT INTO app_user (id, email, name, password_hash, role) VALUES ($1, $2, $3, $4, 'admin')`,
    [id, email, name, passwordHash],
  );
  return true;
}
