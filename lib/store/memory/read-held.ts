import type { Pool } from 'pg';
import type { Lane } from '@/lib/market/lane';
import { type Provenance, provenanceFromNumber } from '@/lib/market/provenance';
import { FIRST_VERDICT } from '../river/first-verdict';
import { JUDGED_COLUMNS, type JudgedRow, type StoredJudgement, toJudgedRow } from './judged-row';

/** A price that was not accepted and that nobody has decided since. */
export interface HeldRow extends JudgedRow {
  readonly lane: Exclude<Lane, 'accepted'>;
  readonly provenance: Provenance;
}

const HELD = `
SELECT ${JUDGED_COLUMNS}, o.provenance
FROM observation o
JOIN reading r ON r.id = o.reading_id AND o.id >= r.first_index AND o.id < r.first_index + r.prices
${FIRST_VERDICT}
WHERE o.lane > 0 AND o.observed_at >= $1::timestamptz AND o.id > $2
  AND NOT EXISTS (SELECT 1 FROM later_verdict l WHERE l.observation_id = o.id)
ORDER BY o.id LIMIT $3`;

/**
 * Prices observed since `since` (ms) that still wait for their second verdict, in ledger order, however long
 * ago they came: a decision that fell due while nothing ran is made late rather than never.
 *
 * @param after ledger position to go on from; -1 from the start
 */
export async function readHeld(
  pool: Pool,
  since: number,
  after: number,
  limit: number,
): Promise<readonly HeldRow[]> {
  const { rows } = await pool.query<StoredJudgement & { readonly provenance: number }>({
    name: 'held',
    text: HELD,
    values: [new Date(since).toISOString(), after, limit],
  });
  return rows.map((row) => {
    const judged = toJudgedRow(row);
    const { lane } = judged;
    if (lane === 'accepted') throw new Error('an accepted price does not wait');
    return { ...judged, lane, provenance: provenanceFromNumber(row.provenance) };
  });
}
