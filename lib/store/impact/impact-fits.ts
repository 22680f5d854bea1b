import type { Pool } from 'pg';

/** One learning; its models are texts that the impact stage wrote. */
export interface StoredFit {
  readonly id: number;
  /** ISO date. */
  readonly day: string;
  readonly basis: string;
}

/** The newest learning; `null` before the first. */
export async function readNewestFit(pool: Pool): Promise<StoredFit | null> {
  const { rows } = await pool.query<StoredFit>(
    'SELECT id, day::text, basis FROM impact_fit ORDER BY id DESC LIMIT 1',
  );
  return rows[0] ?? null;
}

/** Commodities that one learning knows. */
export async function readLearnt(pool: Pool, fitId: number): Promise<readonly number[]> {
  const { rows } = await pool.query<{ id: number }>(
    'SELECT commodity_id AS id FROM impact_model WHERE fit_id = $1 ORDER BY 1',
    [fitId],
  );
  return rows.map((row) => row.id);
}

/** One model as the impact stage wrote it; `null` when there is none. */
export async function readModel(pool: Pool, fitId: number, commodityId: number): Promise<unknown> {
  const { rows } = await pool.query<{ body: unknown }>(
    'SELECT body FROM impact_model WHERE fit_id = $1 AND commodity_id = $2',
    [fitId, commodityId],
  );
  return rows[0]?.body ?? null;
}

/** @param bodies JSON text by commodity; may be empty, which says that nothing could be learnt */
export async function insertFit(
  pool: Pool,
  fit: Omit<StoredFit, 'id'> & { readonly madeAt: number },
  bodies: ReadonlyMap<number, string>,
): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    `WITH fit AS (INSERT INTO impact_fit (day, basis, made_at) VALUES ($1::date, $2, $3) RETURNING id),
          models AS (
            INSERT INTO impact_model (fit_id, commodity_id, body)
            SELECT fit.id, m.commodity, m.body::jsonb FROM fit, unnest($4::smallint[], $5::text[]) AS m (commodity, body)
          )
     SELECT id FROM fit`,
    [fit.day, fit.basis, new Date(fit.madeAt), [...bodies.keys()], [...bodies.values()]],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the database told no number of the fit');
  return row.id;
}

/** Names all that a learning depends on beside its day: history, macro figures, events and the calendar. */
export async function readBasis(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ basis: string }>(`
    SELECT md5(concat_ws('|',
      (SELECT value ->> 'version' FROM setting WHERE key = 'history'),
      (SELECT string_agg(concat_ws(',', name, period, value), ';' ORDER BY name, period) FROM macro_indicator),
      (SELECT string_agg(id::text, ';' ORDER BY id) FROM market_event),
      (SELECT string_agg(concat_ws(',', name, day), ';' ORDER BY name, day) FROM calendar_event),
      (SELECT max(id) FROM commodity))) AS basis`);
  return rows[0]?.basis ?? '';
}
