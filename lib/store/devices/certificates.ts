import type { Pool, PoolClient } from 'pg';

/** Fingerprints of the certificates that were revoked and would otherwise still hold. */
export async function readRevoked(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ fingerprint: string }>(
    'SELECT fingerprint FROM device_certificate WHERE revoked_at IS NOT NULL',
  );
  return rows.map((row) => row.fingerprint);
}

export interface CertificateRow {
  readonly fingerprint: string;
  readonly deviceId: string;
  readonly serial: string;
  readonly notAfter: number;
}

export interface ListedCertificate extends CertificateRow {
  readonly revokedAt: number | null;
}

interface Row {
  fingerprint: string;
  device_id: string;
  serial: string;
  not_after: Date;
  revoked_at: Date | null;
}

const COLUMNS = 'fingerprint, device_id, serial, not_after, revoked_at';

/** Every certificate, or those of one device, oldest first. */
export async function listCertificates(
  pool: Pool,
  deviceId: string | null = null,
): Promise<readonly ListedCertificate[]> {
  const { rows } = await pool.query<Row>(
    `SELECT ${COLUMNS} FROM device_certificate WHERE $1::text IS NULL OR device_id = $1
     ORDER BY device_id, created_at`,
    [deviceId],
  );
  return rows.map(toListed);
}

/** Certificates of a device, or by fingerprint or serial number (in any case), held until the transaction ends. */
export async function holdCertificates(
  client: PoolClient,
  which: { readonly deviceId: string } | { readonly name: string },
): Promise<readonly ListedCertificate[]> {
  const [device, name] = 'deviceId' in which ? [which.deviceId, null] : [null, which.name.toLowerCase()];
  const { rows } = await client.query<Row>(
    `SELECT ${COLUMNS} FROM device_certificate WHERE device_id = $1 OR fingerprint = $2 OR serial = $2
     ORDER BY fingerprint FOR UPDATE`,
    [device, name],
  );
  return rows.map(toListed);
}

export async function insertCertificate(client: PoolClient, row: CertificateRow): Promise<void> {
  await client.query(
    'INSERT INTO device_certificate (fingerprint, device_id, serial, not_after) VALUES ($1, $2, $3, $4)',
    [row.fingerprint, row.deviceId, row.serial, new Date(row.notAfter)],
  );
}

export async function endCertificate(client: PoolClient, fingerprint: string, at: number): Promise<void> {
  await client.query('UPDATE device_certificate SET revoked_at = $2 WHERE fingerprint = $1', [
    fingerprint,
    new Date(at),
  ]);
}

function toListed(row: Row): ListedCertificate {
  return {
    fingerprint: row.fingerprint,
    deviceId: row.device_id,
    serial: row.serial,
    notAfter: row.not_after.getTime(),
    revokedAt: row.revoked_at?.getTime() ?? null,
  };
}
