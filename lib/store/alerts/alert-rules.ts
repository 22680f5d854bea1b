import type { Pool, PoolClient } from 'pg';
import type { StoredRule } from '@/lib/market/alert-rules';

const COLUMNS = 'kind, commodity_id AS "commodityId", enabled, figures';

/** Every rule that was set. */
export async function readAlertRules(pool: Pick<Pool, 'query'>): Promise<readonly StoredRule[]> {
  const { rows } = await pool.query<StoredRule>(
    `SELECT ${COLUMNS} FROM alert_rule ORDER BY kind, commodity_id`,
  );
  return rows;
}

/** Sets a rule, over the one before. */
export async function writeAlertRule(client: PoolClient, rule: StoredRule, at: number): Promise<void> {
  const { kind, commodityId, enabled, figures } = rule;
  await client.query(
    `INSERT INTO alert_rule (kind, commodity_id, enabled, figures, changed_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (kind, commodity_id) DO UPDATE SET enabled = $3, figures = $4, changed_at = $5`,
    [kind, commodityId, enabled, JSON.stringify(figures), new Date(at)],
  );
}

/** Takes a rule away. @returns whether there was one */
export async function dropAlertRule(client: PoolClient, kind: string, commodityId: number): Promise<boolean> {
  const { rowCount } = await client.query('DELETE FROM alert_rule WHERE kind = $1 AND commodity_id = $2', [
    kind,
    commodityId,
  ]);
  return rowCount === 1;
}
