import type { Pool } from 'pg';
import { raiseCatalogVersion } from '@/lib/store/catalog/catalog-version';

/** Registers a market of a test's own beside the running servers, which take it up within seconds. */
export function addOwnMarket(pool: Pool, code: string, regionId: number): Promise<void> {
  return inCatalog(
    pool,
    `INSERT INTO market (code, name, city, region_id, latitude, longitude, origin)
     VALUES ($1, 'Pasar ' || $1, 'X', $2, -3.2, 137.3, 'registered')`,
    [code, regionId],
  );
}

/** Closes it from a day on, or reopens it. */
export function closeOwnMarket(pool: Pool, code: string, closedOn: string | null): Promise<void> {
  const reason = closedOn === null ? null : 'terbakar';
  return inCatalog(pool, 'UPDATE market SET closed_on = $2, closed_reason = $3 WHERE code = $1', [
    code,
    closedOn,
    reason,
  ]);
}

async function inCatalog(pool: Pool, sql: string, values: readonly unknown[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(sql, [...values]);
    await raiseCatalogVersion(client);
  } finally {
    client.release();
  }
}
