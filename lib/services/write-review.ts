import type { Pool } from 'pg';
import { type Actor, actorId } from '@/lib/auth/actor';
import type { Clock } from '@/lib/clock';
import type { AuditAction } from '@/lib/market/audit-action';
import type { Catalog } from '@/lib/market/catalog';
import type { JudgedReading } from '@/lib/market/judged-reading';
import type { Step } from '@/lib/review/step';
import { appendReview, type ReviewWrite, type ReviewWritten } from '@/lib/store/review/append-review';
import type { ReviewedRow } from '@/lib/store/review/read-reviewed';
import type { LastPrices } from './last-prices';
import type { LiveBus } from './live-bus';
import { priceUpdates } from './price-update';
import { learnReview } from './review-learn';
import { correctionOf, movesOf } from './review-moves';
import type { RiverMemory } from './river-memory';
import { sealReview } from './seal-review';
import { settledUpdates } from './settle-updates';

export interface ReviewDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  catalog(): Catalog;
  readonly memory: RiverMemory;
  readonly lastPrices: LastPrices;
  readonly bus: LiveBus;
}

/** Why somebody did what they did, in a code and in words. */
export interface Grounds {
  readonly reason: string;
  readonly note: string;
  readonly requestId: string | null;
}

/**
 * Makes a step of a case durable, then lets memory, boards and followers know.
 *
 * @param version the newest position that the step was decided on
 * @returns `null` when somebody else was faster; nothing was written then
 */
export async function writeReview(
  deps: ReviewDeps,
  actor: Actor,
  row: ReviewedRow,
  version: number,
  step: Step,
  grounds: Grounds,
): Promise<ReviewWritten | null> {
  const now = deps.clock.now();
  const catalog = deps.catalog();
  const corrects = step.takesEffect && step.act === 'correct' ? step.correctedPrice : null;
  const correction = corrects === null ? null : correctionOf(catalog, deps.memory, row, corrects, now);
  const write = toWrite(actor, row, version, step, grounds, correction, now);
  const written = await appendReview(deps.pool, catalog, write, now, sealReview(catalog, actor, write, now));
  if (written === null) return null;
  await learnReview(deps, row, written.decided, correction);
  publish(deps, written, correction, now);
  return written;
}

function toWrite(
  actor: Actor,
  row: ReviewedRow,
  version: number,
  step: Step,
  { reason, note, requestId }: Grounds,
  correction: JudgedReading | null,
  now: number,
): ReviewWrite {
  const { act, state, lapsesTo, from, to, correctedPrice, answers, dueAt } = step;
  const [actorKind, id] = [actor.kind, actorId(actor)];
  const { observationId } = row;
  return {
    observationId,
    version,
    act,
    state,
    lapsesTo,
    from,
    to,
    reason,
    note,
    correctedPrice,
    answers,
    dueAt,
    actorKind,
    actorId: id,
    verdicts: movesOf(row, step, reason, `${actorKind}:${id}`),
    correction,
    audit: {
      at: now,
      actorKind,
      actorId: id,
      action: `review.${act}` satisfies AuditAction,
      subject: `price:${observationId}`,
      before: { lane: from, version },
      after: { lane: to, state, reason, correctedPrice, answers },
      requestId,
    },
  };
}

function publish(
  { catalog, bus }: ReviewDeps,
  { from, to, places, decided }: ReviewWritten,
  correction: JudgedReading | null,
  now: number,
): void {
  const moved = settledUpdates(catalog(), { decided, from: places.review }, now);
  const [price] = correction?.reading.prices ?? [];
  const [verdict] = correction?.verdicts ?? [];
  const [impact] = correction?.impacts ?? [];
  const ledgerIndex = places.correction;
  const complete = correction !== null && price && verdict && impact && ledgerIndex !== null;
  const fresh = complete
    ? priceUpdates(catalog(), {
        reading: correction.reading,
        provenance: correction.provenance,
        publishedAt: now,
        prices: [{ ...price, ledgerIndex, verdict, impact }],
      })
    : [];
  bus.publish({ from, to, updates: [...fresh, ...moved] });
}
