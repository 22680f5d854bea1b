import type { Pool } from 'pg';
import { FIRST_VERDICT } from '../river/first-verdict';
import { JUDGED_COLUMNS, type JudgedRow, type StoredJudgement, toJudgedRow } from './judged-row';

/** Prices at ledger positions `[from, to)` that devices sent, with their first verdicts, in ledger order. */
export async function readJudged(pool: Pool, from: number, to: number): Promise<readonly JudgedRow[]> {
  const { rows } = await pool.query<StoredJudgement>({
    name: 'judged',
    text: `SELECT ${JUDGED_COLUMNS}
           FROM observation o
           ${FIRST_VERDICT}
           JOIN reading r ON r.id = o.reading_id AND o.id >= r.first_index AND o.id < r.first_index + r.prices
           WHERE o.id >= $1 AND o.id < $2 ORDER BY o.id`,
    values: [from, to],
  });
  return rows.map(toJudgedRow);
}
