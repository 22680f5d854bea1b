import { type BatchVerdict, readBatchAnswer } from '@/components/field/core/answers';
import type { Outcome } from '@/components/field/core/records';
import { type Answer, type Outside, post, Stopped } from './as-device';
import type { QueuedReading } from './phone-queue';

/** What became of one reading. */
export interface HandedReading {
  readonly reading: QueuedReading;
  readonly outcome: Exclude<Outcome, { readonly kind: 'unknown' }>;
}

/** How often in a row a busy server is asked again, and how long it may ask to wait. */
export const TRIES = 6;
export const PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Sends readings until each of them is answered for good.
 * @throws Stopped when the server stays away or does not take the token
 */
export async function sendReadings(
  batch: readonly QueuedReading[],
  token: string,
  outside: Outside,
): Promise<readonly HandedReading[]> {
  const done = new Map<QueuedReading, HandedReading>();
  let last: Answer | null = null;
  for (let tried = 0; tried < TRIES; tried++) {
    const rest = batch.filter((reading) => !done.has(reading));
    last = await post('/ingest', { readings: rest }, token, outside);
    const verdict = verdictOf(last, rest.length);
    if (verdict.kind === 'locked-out') throw new Stopped({ status: verdict.status });
    if (verdict.kind === 'answered')
      rest.forEach((reading, i) => {
        const outcome = verdict.outcomes[i];
        if (outcome !== undefined && outcome.kind !== 'unknown') done.set(reading, { reading, outcome });
      });
    if (done.size === batch.length) return batch.flatMap((reading) => done.get(reading) ?? []);
    await outside.wait(pauseOf(verdict));
  }
  throw new Stopped({ status: last === null || last.status === 202 ? 0 : last.status });
}

function verdictOf(answer: Answer | null, count: number): BatchVerdict {
  if (answer === null) return { kind: 'later', retryAfter: null };
  return readBatchAnswer(answer.status, answer.body, answer.retryAfter, count);
}

function pauseOf(verdict: BatchVerdict): number {
  const asked = verdict.kind === 'later' ? verdict.retryAfter : null;
  return asked === null ? PAUSE_MS : Math.min(asked * 1_000, LONGEST_PAUSE_MS);
}
