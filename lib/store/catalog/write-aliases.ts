import type { Pool, PoolClient } from 'pg';
import type { CommodityAlias } from '@/lib/market/catalog';

export interface AliasRow extends CommodityAlias {
  readonly id: number;
}

const COLUMNS = 'id, alias, commodity_id AS "commodityId", market_id AS "marketId"';

export async function insertAlias(client: PoolClient, alias: CommodityAlias): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    'INSERT INTO commodity_alias (alias, commodity_id, market_id) VALUES ($1, $2, $3) RETURNING id',
    [alias.alias, alias.commodityId, alias.marketId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the alias was not inserted');
  return row.id;
}

export async function findAlias(
  client: Pick<Pool | PoolClient, 'query'>,
  id: number,
): Promise<AliasRow | null> {
  const { rows } = await client.query<AliasRow>(`SELECT ${COLUMNS} FROM commodity_alias WHERE id = $1`, [id]);
  return rows[0] ?? null;
}

export async function deleteAlias(client: PoolClient, id: number): Promise<void> {
  await client.query('DELETE FROM commodity_alias WHERE id = $1', [id]);
}

/** Those of one market, or those that hold everywhere (`null`). */
export async function readAliases(
  db: Pick<Pool | PoolClient, 'query'>,
  marketId: number | null,
): Promise<readonly AliasRow[]> {
  const { rows } = await db.query<AliasRow>(
    `SELECT ${COLUMNS} FROM commodity_alias WHERE market_id IS NOT DISTINCT FROM $1 ORDER BY alias, id`,
    [marketId],
  );
  return rows;
}
