import type { Pool } from 'pg';

/** What was sent beside a reading. */
export interface Evidence {
  /** JPEG without any description; `null` without a photo. */
  readonly photo: Uint8Array | null;
  /** SHA-256 of the photo as it was sent. */
  readonly photoHash: Uint8Array | null;
  /** Between phone and market, metres; `null` without a position. */
  readonly distanceM: number | null;
  /** Radius within which the phone said it was, metres. */
  readonly accuracyM: number | null;
}

/** When a reading of this device arrived, ms; `null` when there is none. */
export async function readingArrived(
  pool: Pool,
  readingId: string,
  deviceId: string,
): Promise<number | null> {
  const { rows } = await pool.query<{ at: Date }>(
    'SELECT received_at AS at FROM reading WHERE id = $1 AND device_id = $2',
    [readingId, deviceId],
  );
  return rows[0]?.at.getTime() ?? null;
}

/** Keeps what was sent beside a reading; the first one stays. @returns false when there was one before */
export async function insertEvidence(
  pool: Pool,
  readingId: string,
  deviceId: string,
  evidence: Evidence,
  now: number,
): Promise<boolean> {
  const { photo, photoHash, distanceM, accuracyM } = evidence;
  const { rowCount } = await pool.query(
    `INSERT INTO reading_evidence (reading_id, device_id, received_at, photo, photo_hash, distance_m, accuracy_m)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [readingId, deviceId, new Date(now), photo, photoHash, distanceM, accuracyM],
  );
  return rowCount === 1;
}

/** What was sent beside a reading, the photo by its hash only; `null` for nothing. */
export async function readEvidence(
  pool: Pool,
  reading: { readonly readingId: string; readonly deviceId: string },
): Promise<Omit<Evidence, 'photo'> | null> {
  const { rows } = await pool.query<Omit<Evidence, 'photo'>>({
    name: 'evidence',
    text: `SELECT photo_hash AS "photoHash", distance_m AS "distanceM", accuracy_m AS "accuracyM"
           FROM reading_evidence WHERE reading_id = $1 AND device_id = $2`,
    values: [reading.readingId, reading.deviceId],
  });
  return rows[0] ?? null;
}

export async function readPhoto(
  pool: Pool,
  reading: { readonly readingId: string; readonly deviceId: string },
): Promise<Uint8Array | null> {
  const { rows } = await pool.query<{ photo: Buffer | null }>(
    'SELECT photo FROM reading_evidence WHERE reading_id = $1 AND device_id = $2',
    [reading.readingId, reading.deviceId],
  );
  return rows[0]?.photo ?? null;
}

/** How many a device sent since then. @param since ms */
export async function countEvidence(pool: Pool, deviceId: string, since: number): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM reading_evidence WHERE device_id = $1 AND received_at >= $2',
    [deviceId, new Date(since)],
  );
  return rows[0]?.n ?? 0;
}

/** Forgets what arrived before. @param before ms */
export async function dropEvidence(pool: Pool, before: number): Promise<void> {
  await pool.query('DELETE FROM reading_evidence WHERE received_at < $1', [new Date(before)]);
}
