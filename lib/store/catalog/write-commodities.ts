import type { PoolClient } from 'pg';
import type { CommodityUnit } from '@/lib/market/catalog';
import type { Commodity } from '@/lib/market/commodity';

const COLUMNS = `id, code, name_id AS "nameId", name_en AS "nameEn", unit, panel_name AS "panelName", volatility,
  typical_price AS "typicalPrice", household_per_month AS "householdPerMonth"`;

/** The commodity by its code, as it is now and not as the catalogue remembers it. */
export async function findCommodity(client: PoolClient, code: string): Promise<Commodity | null> {
  const { rows } = await client.query<Commodity>(`SELECT ${COLUMNS} FROM commodity WHERE code = $1`, [code]);
  return rows[0] ?? null;
}

/** Its number is the next after the largest. */
export async function insertCommodity(client: PoolClient, c: Omit<Commodity, 'id'>): Promise<void> {
  await client.query(
    `INSERT INTO commodity (id, code, name_id, name_en, unit, panel_name, volatility, typical_price, household_per_month)
     SELECT coalesce(max(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8 FROM commodity`,
    [c.code, c.nameId, c.nameEn, c.unit, c.panelName, c.volatility, c.typicalPrice, c.householdPerMonth],
  );
}

/** Its code stays. */
export async function updateCommodity(
  client: PoolClient,
  id: number,
  c: Omit<Commodity, 'id'>,
): Promise<void> {
  await client.query(
    `UPDATE commodity SET name_id = $2, name_en = $3, unit = $4, panel_name = $5, volatility = $6,
       typical_price = $7, household_per_month = $8 WHERE id = $1`,
    [id, c.nameId, c.nameEn, c.unit, c.panelName, c.volatility, c.typicalPrice, c.householdPerMonth],
  );
}

/** Whether prices are stored for it; they are kept per its base unit for good. */
export async function commodityHasPrices(client: PoolClient, id: number): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM rollup_day WHERE level = 0 AND commodity_id = $1)
         OR EXISTS (SELECT 1 FROM observation WHERE commodity_id = $1) AS held`,
    [id],
  );
  return rows[0]?.held ?? false;
}

/** What one said unit holds now; `null` when it is not known. */
export async function findUnit(
  client: PoolClient,
  commodityId: number,
  unit: string,
): Promise<number | null> {
  const { rows } = await client.query<{ held: number }>(
    'SELECT base_units AS held FROM commodity_unit WHERE commodity_id = $1 AND unit = $2',
    [commodityId, unit],
  );
  return rows[0]?.held ?? null;
}

export async function writeUnit(client: PoolClient, unit: CommodityUnit): Promise<void> {
  await client.query(
    `INSERT INTO commodity_unit (commodity_id, unit, base_units) VALUES ($1, $2, $3)
     ON CONFLICT (commodity_id, unit) DO UPDATE SET base_units = excluded.base_units`,
    [unit.commodityId, unit.unit, unit.baseUnits],
  );
}

export async function deleteUnit(client: PoolClient, commodityId: number, unit: string): Promise<void> {
  await client.query('DELETE FROM commodity_unit WHERE commodity_id = $1 AND unit = $2', [commodityId, unit]);
}
