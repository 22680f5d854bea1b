import type { Pool, PoolClient } from 'pg';
import type { JudgedReading } from '@/lib/market/judged-reading';
import { LANE_NUMBER, type Lane } from '@/lib/market/lane';
import type { CaseState, ReviewAct } from '@/lib/market/review';
import { lockHead, withLedger } from '../ledger/append-leaves';
import type { AuditEntry } from '../people/audit-entry';
import { writeVerdicts } from '../river/append-verdicts';
import type { DecidedPrice, Decision } from '../river/decided-price';
import { insertRows } from '../river/insert-rows';
import type { LedgerHead, Places, SealedBatch } from '../river/ledger-head';
import { readDecided } from '../river/read-decided';
import { rollupDeltas } from '../river/rollup-deltas';

/** One act of a person, ready to be written. */
export interface ReviewWrite {
  readonly observationId: number;
  /** Position of the newest thing known about the price; when there is a newer one, nothing is written. */
  readonly version: number;
  readonly act: ReviewAct;
  readonly state: CaseState;
  readonly lapsesTo: CaseState | null;
  readonly from: Lane;
  readonly to: Lane;
  readonly reason: string;
  readonly note: string;
  readonly correctedPrice: number | null;
  readonly answers: number | null;
  readonly dueAt: number | null;
  readonly actorKind: string;
  readonly actorId: string;
  /** Lanes that move, the price's own first; empty when nothing takes effect. */
  readonly verdicts: readonly Decision[];
  /** The price that counts instead, as a reading of its own. */
  readonly correction: JudgedReading | null;
  readonly audit: AuditEntry;
}

/** Where the leaves of an act stand. */
export interface ReviewPlaces {
  readonly correction: number | null;
  readonly review: number;
  /** Of each entry in `verdicts`; the price's own is the act's leaf. */
  readonly verdicts: readonly number[];
}

export interface ReviewWritten {
  /** Positions of the new leaves, `[from, to)`. */
  readonly from: number;
  readonly to: number;
  readonly places: ReviewPlaces;
  readonly decided: readonly DecidedPrice[];
}

/** Makes the leaves for a locked head: the correction, the act, then what follows from it. */
export type SealReview = (
  client: PoolClient,
  head: LedgerHead,
  places: ReviewPlaces,
  decided: readonly DecidedPrice[],
) => Promise<SealedBatch>;

/**
 * Writes an act in one transaction: the row, verdicts, the corrected price, leaves, lanes, rollups, audit. The head
 * is locked first, so of two people who decide at once one is told that they were late.
 *
 * @param now ms
 * @returns `null` when the case has moved on; nothing was written then
 */
export async function appendReview(
  pool: Pool,
  places: Places,
  write: ReviewWrite,
  now: number,
  seal: SealReview,
): Promise<ReviewWritten | null> {
  return withLedger(pool, async ({ client, audit }) => {
    const head = await lockHead(client);
    if ((await newest(client, write.observationId)) !== write.version) return null;
    const { decided, stale } = await readDecided(client, write.verdicts);
    if (stale.length > 0) return null;
    const at = placesOf(write, head.size);
    const sealed = await seal(client, head, at, decided);
    const batch = write.correction === null ? [] : [write.correction];
    const deltas = rollupDeltas(batch, places);
    await client.query(insertRows({ batch, publishedAt: now, head, sealed, deltas }));
    if (decided.length > 0) await writeVerdicts(client, places, decided, at.verdicts, now);
    await insertReview(client, write, at, now);
    await audit(write.audit);
    return { from: head.size, to: head.size + sealed.count, places: at, decided };
  });
}

function placesOf(write: ReviewWrite, size: number): ReviewPlaces {
  const review = write.correction === null ? size : size + 1;
  return {
    correction: write.correction === null ? null : size,
    review,
    verdicts: write.verdicts.map((_v, i) => review + i),
  };
}

async function newest(client: PoolClient, observationId: number): Promise<number> {
  const { rows } = await client.query<{ version: number }>({
    name: 'review-version',
    text: `SELECT greatest((SELECT max(id) FROM verdict WHERE observation_id = $1),
                           (SELECT max(id) FROM review WHERE observation_id = $1))::float8 AS version`,
    values: [observationId],
  });
  return rows[0]?.version ?? -1;
}

async function insertReview(
  client: PoolClient,
  write: ReviewWrite,
  at: ReviewPlaces,
  now: number,
): Promise<void> {
  await client.query({
    name: 'review-insert',
    text: `INSERT INTO review (id, observation_id, act, state, lapses_to, from_lane, to_lane, reason, note,
             corrected_price, correction_id, answers, actor_kind, actor_id, decided_at, due_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    values: [
      at.review,
      write.observationId,
      write.act,
      write.state,
      write.lapsesTo,
      LANE_NUMBER[write.from],
      LANE_NUMBER[write.to],
      write.reason,
      write.note,
      write.correctedPrice,
      at.correction,
      write.answers,
      write.actorKind,
      write.actorId,
      new Date(now),
      write.dueAt === null ? null : new Date(write.dueAt),
    ],
  });
}
