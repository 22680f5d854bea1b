import type { Pool } from 'pg';
import { WAITING_STATES } from '@/lib/market/review';
import { textArray } from '../array-literal';
import { CASE_JOINS, caseState } from '../review/case-state';

/**
 * Quarantined prices since `since` about which somebody still has to decide. What a reviewer rejected, or what later
 * evidence settled, is held no more.
 *
 * @param since ms since 1970
 * @param now ms since 1970
 */
export async function countQuarantined(pool: Pool, since: number, now: number): Promise<number> {
  const { rows } = await pool.query<{ n: number }>({
    name: 'held-prices',
    text: `SELECT count(*)::int AS n FROM observation o
      ${CASE_JOINS}
      WHERE o.lane > 0 AND o.lane = 2 AND o.rule_version <> 'review/1' AND o.observed_at >= $2::timestamptz AND ${caseState('$1')} = ANY ($3::text[])`,
    values: [new Date(now).toISOString(), new Date(since).toISOString(), textArray(WAITING_STATES)],
  });
  return rows[0]?.n ?? 0;
}
