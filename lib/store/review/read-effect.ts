import type { Pool } from 'pg';

/** What a market and the areas around it say of one commodity on a day, carried for a week. */
export interface EffectRows {
  readonly market: { readonly prices: number; readonly total: number; readonly before: number | null };
  readonly region: OthersRow;
  readonly nation: OthersRow;
}

interface OthersRow {
  readonly markets: number;
  readonly total: number;
}

const OTHERS = `
SELECT count(*)::int AS n, COALESCE(sum(mean), 0)::float8 AS total,
       (count(*) FILTER (WHERE region_id = $2))::int AS region_n,
       COALESCE(sum(mean) FILTER (WHERE region_id = $2), 0)::float8 AS region_total
FROM (SELECT DISTINCT ON (r.area_id) m.region_id, r.total::float8 / r.n AS mean
      FROM rollup_day r JOIN market m ON m.id = r.area_id
      WHERE r.level = 2 AND r.commodity_id = $3 AND r.bucket BETWEEN $4::date - 7 AND $4::date AND r.n > 0
        AND r.area_id <> $1
      ORDER BY r.area_id, r.bucket DESC) o`;

const OWN = `
SELECT COALESCE(max(n) FILTER (WHERE bucket = $3::date), 0)::int AS prices,
       COALESCE(max(total) FILTER (WHERE bucket = $3::date), 0)::float8 AS total,
       ((array_agg(total::float8 / n ORDER BY bucket DESC) FILTER (WHERE bucket < $3::date)))[1] AS before
FROM rollup_day WHERE level = 2 AND area_id = $1 AND commodity_id = $2 AND bucket BETWEEN $3::date - 7 AND $3::date
  AND n > 0`;

/** @param day ISO date in the market's time zone */
export async function readEffect(
  pool: Pool,
  at: { readonly marketId: number; readonly regionId: number; readonly commodityId: number },
  day: string,
): Promise<EffectRows> {
  const { marketId, regionId, commodityId } = at;
  const others = pool.query<{ n: number; total: number; region_n: number; region_total: number }>({
    name: 'review-others',
    text: OTHERS,
    values: [marketId, regionId, commodityId, day],
  });
  const own = pool.query<{ prices: number; total: number; before: number | null }>({
    name: 'review-own',
    text: OWN,
    values: [marketId, commodityId, day],
  });
  const [around] = (await others).rows;
  const [market] = (await own).rows;
  return {
    market: market ?? { prices: 0, total: 0, before: null },
    region: { markets: around?.region_n ?? 0, total: around?.region_total ?? 0 },
    nation: { markets: around?.n ?? 0, total: around?.total ?? 0 },
  };
}
