import type { DeviceActor } from '@/lib/auth/actor';
import { isSmpError, SmpError } from '@/lib/errors';
import { databaseAway } from '@/lib/http/database-away';
import { toProblem } from '@/lib/http/problem';
import { MAX_BODY_BYTES } from '@/lib/http/read-body';
import { takeReadings } from '@/lib/http/take-readings';
import type { Runtime } from '@/lib/runtime';
import { receiptOf, refusalOf } from './receipt';

/** A message whose sender is known. */
export interface Message {
  readonly device: DeviceActor;
  readonly text: string;
  readonly signature: string | null;
}

/** Statuses of failures that pass: the message is held and tried again instead of being answered. */
const PASSING: ReadonlySet<number> = new Set([429, 500, 503, 507]);
/** How long a message is held; the sender gives up on its connection after about as long. */
const HOLD_MS = 60_000;
const LEAST_PAUSE_MS = 100;
/** What was not foreseen is tried so often before it may be answered. */
const UNFORESEEN_TRIES = 3;

/**
 * Takes a message the way `POST /ingest` does.
 *
 * @param unforeseen what becomes of a message that fails in a way that was not foreseen: `held` like one that has to
 *   wait, or after some tries `answered`, where it would keep every other one from coming
 * @param wanted false once nobody waits for the answer any more
 * @returns what the device is answered; from then on the message may be acknowledged. `null` when it must not
 *   be: it was not stored, and may be sent again
 */
export async function takeMessage(
  runtime: Runtime,
  message: Message,
  unforeseen: 'held' | 'answered',
  wanted: () => boolean,
): Promise<object | null> {
  const { device, text, signature } = message;
  const startedAt = performance.now();
  const answered = (status: number) =>
    runtime.metrics.answered('mqtt', status, (performance.now() - startedAt) / 1000);
  for (let tries = 1; wanted(); tries++) {
    try {
      requireShort(text);
      const answer = await takeReadings(runtime, device, text, signature);
      answered(202);
      return receiptOf(answer, text, device.deviceId);
    } catch (thrown) {
      const error = isSmpError(thrown) ? thrown : databaseAway(thrown);
      const { status } = toProblem(error);
      answered(status);
      if (status >= 500) runtime.log.error({ err: error, door: 'mqtt' }, 'a message failed');
      const given = status === 500 && unforeseen === 'answered' && tries >= UNFORESEEN_TRIES;
      if (given || !PASSING.has(status)) return refusalOf(error, text, device.deviceId);
      const pauseMs = pauseAfter(error);
      if (performance.now() - startedAt + pauseMs > HOLD_MS) return null;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  return null;
}

/** Senders that were told to wait together do not come back together. */
function pauseAfter(error: unknown): number {
  const seconds = isSmpError(error) ? (error.retryAfter ?? 1) : 5;
  return Math.max(LEAST_PAUSE_MS, seconds * 1000 * (0.75 + Math.random() / 2));
}

function requireShort(text: string): void {
  if (Buffer.byteLength(text) <= MAX_BODY_BYTES) return;
  const message = `Send at most ${MAX_BODY_BYTES / 1024} kB in one message.`;
  throw new SmpError('TOO_LARGE', message, { errors: [{ field: 'body', code: 'too_large', message }] });
}
