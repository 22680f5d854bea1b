import type { Pool, PoolClient } from 'pg';

/** Who may come to hold a device, as far as that matters. */
export interface HolderCandidate {
  readonly userId: string;
  readonly name: string;
  readonly role: string;
  readonly marketId: number | null;
  readonly regionId: number | null;
}

/** A person who can sign in, by id or e-mail address; `null` for nobody. */
export async function findCandidate(
  client: PoolClient,
  who: { readonly userId: string } | { readonly email: string },
): Promise<HolderCandidate | null> {
  const [id, email] = 'userId' in who ? [who.userId, null] : [null, who.email.trim().toLowerCase()];
  const { rows } = await client.query<HolderCandidate>(
    `SELECT id::text AS "userId", name, role, market_id AS "marketId", region_id AS "regionId"
     FROM app_user WHERE (id = $1::uuid OR email = $2) AND disabled_at IS NULL`,
    [id, email],
  );
  return rows[0] ?? null;
}

/** Who reports with a device now, and since when (ms); `null` for nobody. */
export async function readHolder(
  db: Pool | PoolClient,
  deviceId: string,
): Promise<{ readonly userId: string; readonly name: string; readonly since: number } | null> {
  const { rows } = await db.query<{ userId: string; name: string; since: Date }>({
    name: 'device-holder',
    text: `SELECT h.user_id::text AS "userId", u.name, h.since FROM device_holder h JOIN app_user u ON u.id = h.user_id
           WHERE h.device_id = $1 AND h.until IS NULL`,
    values: [deviceId],
  });
  const [row] = rows;
  return row === undefined ? null : { ...row, since: row.since.getTime() };
}

/** When somebody else than its present holder held a device last, ms since 1970; 0 for never. */
export async function readOthersUntil(pool: Pool, deviceId: string): Promise<number> {
  const { rows } = await pool.query<{ until: Date | null }>({
    name: 'device-others-until',
    text: `SELECT max(e.until) AS until FROM device_holder e WHERE e.device_id = $1 AND NOT EXISTS
             (SELECT 1 FROM device_holder h
              WHERE h.device_id = e.device_id AND h.until IS NULL AND h.user_id = e.user_id)`,
    values: [deviceId],
  });
  return rows[0]?.until?.getTime() ?? 0;
}

/** Ends who holds a device and lets another one begin, in a transaction that holds the device. @param now ms */
export async function writeHolder(
  client: PoolClient,
  deviceId: string,
  userId: string | null,
  now: number,
): Promise<void> {
  // A span never has no length: two changes in one millisecond follow each other.
  const { rows } = await client.query<{ until: Date }>(
    `UPDATE device_holder SET until = GREATEST($2::timestamptz, since + interval '1 millisecond')
     WHERE device_id = $1 AND until IS NULL RETURNING until`,
    [deviceId, new Date(now)],
  );
  if (userId === null) return;
  await client.query('INSERT INTO device_holder (device_id, user_id, since) VALUES ($1, $2, $3)', [
    deviceId,
    userId,
    rows[0]?.until ?? new Date(now),
  ]);
}

/** The devices that somebody reports with now. */
export async function readHeldDevices(
  pool: Pool,
  userId: string,
): Promise<readonly { readonly deviceId: string; readonly marketId: number; readonly since: number }[]> {
  const { rows } = await pool.query<{ deviceId: string; marketId: number; since: Date }>(
    `SELECT h.device_id AS "deviceId", d.market_id AS "marketId", h.since
     FROM device_holder h JOIN device d ON d.id = h.device_id
     WHERE h.user_id = $1 AND h.until IS NULL ORDER BY h.since`,
    [userId],
  );
  return rows.map((row) => ({ ...row, since: row.since.getTime() }));
}
