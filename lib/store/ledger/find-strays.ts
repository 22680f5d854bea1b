import type { Pool } from 'pg';

/** Rows that contradict each other, whatever the leaves say; each by the position that it is about. */
export interface Strays {
  /** An observation whose lane is not that of its latest verdict. */
  readonly lane: number | null;
  /** A row of history that claims to have been judged. */
  readonly claimed: number | null;
  /** A later verdict that repeats the figures of the first one wrongly. */
  readonly copied: number | null;
  /** A reading, observation, verdict, review or act of a position that the ledger does not have, or that none follows. */
  readonly beyond: number | null;
  /** Readings whose prices all lie below the size. */
  readonly readings: number;
  /** Observations and later verdicts below the size, which are as many as their leaves. */
  readonly observations: number;
  readonly laterVerdicts: number;
}

const STRAYS = `
SELECT
  (SELECT min(o.id)::float8 FROM observation o WHERE o.id >= 0 AND o.lane IS DISTINCT FROM
     COALESCE((SELECT v.lane FROM later_verdict v WHERE v.observation_id = o.id ORDER BY v.id DESC LIMIT 1),
              o.first_lane)) AS lane,
  (SELECT max(id)::float8 FROM observation WHERE id < 0 AND num_nonnulls(first_lane, score, flags, rule_version, detail,
     price_change, impact_score, dominant_factor, factors) > 0) AS claimed,
  (SELECT min(l.id)::float8 FROM later_verdict l LEFT JOIN observation f ON f.id = l.observation_id
   WHERE (f.first_lane IS NULL OR
     (l.score, l.price_change, l.impact_score, l.dominant_factor, l.factors::text)
       IS DISTINCT FROM (f.score, f.price_change, f.impact_score, f.dominant_factor, f.factors::text))) AS copied,
  (SELECT min(id)::float8 FROM (
     SELECT id FROM observation WHERE id >= (SELECT size FROM ledger_head)
     UNION ALL SELECT id FROM later_verdict WHERE id >= (SELECT size FROM ledger_head) OR id < 0
     UNION ALL SELECT first_index FROM reading WHERE first_index + prices > (SELECT size FROM ledger_head)
       OR first_index < 0
     UNION ALL SELECT id FROM review WHERE id >= (SELECT size FROM ledger_head) OR id < 0
     UNION ALL SELECT ledger_index FROM audit WHERE ledger_index >= (SELECT size FROM ledger_head)
       OR ledger_index < 0) AS b) AS beyond,
  (SELECT count(*)::float8 FROM reading WHERE first_index < $1) AS readings,
  (SELECT count(*)::float8 FROM observation WHERE id >= 0 AND id < $1) AS observations,
  (SELECT count(*)::float8 FROM later_verdict WHERE id < $1) AS "laterVerdicts"`;

/** @param size leaves that are checked */
export async function findStrays(pool: Pool, size: number): Promise<Strays> {
  const { rows } = await pool.query<Strays>(STRAYS, [size]);
  const [strays] = rows;
  if (strays === undefined) throw new Error('the database gave no answer');
  return strays;
}
