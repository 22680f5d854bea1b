import type { Pool } from 'pg';

export interface PersonLine {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly marketId: number | null;
  readonly regionId: number | null;
  readonly disabled: boolean;
  /** A password was chosen, or another provider vouches. */
  readonly joined: boolean;
  readonly secondStep: boolean;
  /** ms since 1970. */
  readonly lastSeenAt: number | null;
  readonly createdAt: number;
}

/** Everybody with an account, by name. */
export async function readPeople(pool: Pool): Promise<readonly PersonLine[]> {
  const { rows } = await pool.query<
    Omit<PersonLine, 'lastSeenAt' | 'createdAt'> & { seen: Date | null; created: Date }
  >(
    `SELECT u.id, u.email, u.name, u.role, u.market_id AS "marketId", u.region_id AS "regionId",
       u.disabled_at IS NOT NULL AS disabled, u.password_hash <> '' OR u.oidc_subject IS NOT NULL AS joined,
       u.totp_confirmed_at IS NOT NULL AS "secondStep", u.created_at AS created,
       (SELECT max(s.last_seen_at) FROM user_session s WHERE s.user_id = u.id) AS seen
     FROM app_user u ORDER BY lower(u.name), u.email`,
  );
  return rows.map(({ seen, created, ...row }) => ({
    ...row,
    lastSeenAt: seen?.getTime() ?? null,
    createdAt: created.getTime(),
  }));
}
