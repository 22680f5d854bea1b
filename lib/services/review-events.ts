import type { Pool } from 'pg';
import type { CaseEvent } from '@/lib/live/review';
import { isoTime } from '@/lib/market/iso-time';
import { laneFromNumber } from '@/lib/market/lane';
import { readNames } from '@/lib/store/people/names';
import type { StoredVerdict } from '@/lib/store/review/read-queue';
import type { ReviewedRow } from '@/lib/store/review/read-reviewed';

/** All that happened to a price, oldest first: what the judge said, and what people did, each with its leaf. */
export async function caseEvents(
  pool: Pool,
  { rows }: ReviewedRow,
  verdicts: readonly StoredVerdict[],
): Promise<readonly CaseEvent[]> {
  const people = rows.flatMap((r) => (r.actor.startsWith('user:') ? [r.actor.slice(5)] : []));
  const names = await readNames(pool, people);
  const acts = rows.map(
    (r): CaseEvent => ({
      ledger_index: r.id,
      act: r.act,
      state: r.state,
      from: r.from,
      to: r.to,
      reason: r.reason,
      note: r.note,
      corrected_price: r.correctedPrice,
      answers: r.answers,
      by: names.get(r.actor.slice(5)) ?? r.actor,
      at: isoTime(r.at),
    }),
  );
  const looks = verdicts.flatMap((v, i): CaseEvent[] => {
    if (v.decidedBy !== 'judge') return [];
    return [
      {
        ledger_index: v.id,
        act: i === 0 ? 'judged' : 'second_look',
        state: null,
        from: i === 0 ? null : laneFromNumber(verdicts[i - 1]?.lane ?? v.lane),
        to: laneFromNumber(v.lane),
        reason: v.flags.join(', '),
        note: null,
        corrected_price: null,
        answers: null,
        by: 'judge',
        at: isoTime(v.decidedAt),
      },
    ];
  });
  return [...looks, ...acts].sort((a, b) => a.ledger_index - b.ledger_index);
}
