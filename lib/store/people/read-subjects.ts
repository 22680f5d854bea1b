import type { Pool } from 'pg';

/** What the audit names by number alone. */
export interface SubjectIds {
  readonly price: readonly string[];
  readonly reference: readonly string[];
  readonly alert: readonly string[];
  readonly session: readonly string[];
}

/** Facts of such things by their subject, e.g. `price:12`; absent for what is stored no more. */
export interface SubjectRow {
  readonly subject: string;
  readonly commodityId: number | null;
  readonly regionId: number | null;
  readonly marketId: number | null;
  /** When it was observed, ms since 1970; only of prices. */
  readonly at: number | null;
  /** A regulation, a message, or a person's name. */
  readonly text: string | null;
}

export async function readSubjects(pool: Pool, ids: SubjectIds): Promise<ReadonlyMap<string, SubjectRow>> {
  const { rows } = await pool.query<SubjectRow>(
    `SELECT 'price:' || id AS subject, commodity_id AS "commodityId", region_id AS "regionId", market_id AS "marketId",
       extract(epoch FROM observed_at)::float8 * 1000 AS at, NULL AS text FROM observation WHERE id = ANY($1::bigint[])
     UNION ALL
     SELECT 'reference:' || id, commodity_id, NULL, NULL, NULL, kind || ', ' || regulation
       FROM reference_price WHERE id = ANY($2::int[])
     UNION ALL
     SELECT 'alert:' || id, commodity_id, region_id, market_id, NULL, evidence->>'message'
       FROM alert WHERE id = ANY($3::uuid[])
     UNION ALL
     SELECT 'session:' || s.id, NULL, NULL, NULL, NULL, u.name
       FROM user_session s JOIN app_user u ON u.id = s.user_id WHERE s.id = ANY($4::uuid[])`,
    [ids.price, ids.reference, ids.alert, ids.session],
  );
  return new Map(rows.map((row) => [row.subject, row]));
}
