import type { Pool, PoolClient } from 'pg';
import type { MarketFacts } from '@/lib/market/market';

/** A market as it was registered. */
export interface KnownMarket extends MarketFacts {
  readonly id: number;
}

/** @returns the new market's id */
export async function insertMarket(client: PoolClient, m: MarketFacts): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO market (code, name, city, region_id, latitude, longitude, origin)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
    [m.code, m.name, m.city, m.regionId, m.latitude, m.longitude, m.origin],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the market was not inserted');
  return row.id;
}

/** Its code and origin stay. */
export async function updateMarket(client: PoolClient, id: number, m: MarketFacts): Promise<void> {
  await client.query(
    'UPDATE market SET name = $2, city = $3, region_id = $4, latitude = $5, longitude = $6 WHERE id = $1',
    [id, m.name, m.city, m.regionId, m.latitude, m.longitude],
  );
}

/** The market by its code, as it is now and not as the catalogue remembers it. */
export async function findMarket(client: PoolClient, code: string): Promise<KnownMarket | null> {
  const { rows } = await client.query<KnownMarket>(
    `SELECT id, code, name, city, region_id AS "regionId", latitude, longitude, origin
     FROM market WHERE upper(code) = upper($1)`,
    [code],
  );
  return rows[0] ?? null;
}

/** Whether prices are stored for it; their region stands in them for good. */
export async function marketHasPrices(client: PoolClient, id: number): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    'SELECT EXISTS (SELECT 1 FROM observation WHERE market_id = $1) AS held',
    [id],
  );
  return rows[0]?.held ?? false;
}

/** Devices that may report, by market. */
export async function countDevices(pool: Pool): Promise<ReadonlyMap<number, number>> {
  const { rows } = await pool.query<{ id: number; n: number }>(
    `SELECT market_id AS id, count(*)::int AS n FROM device WHERE status = 'active' GROUP BY market_id`,
  );
  return new Map(rows.map((row) => [row.id, row.n]));
}
