import type { FieldFault } from '@/components/field/core/records';
import { isFinal } from '@/components/field/core/statuses';
import type { Refusal } from '../refusal-words';
import { type Outside, post, Stopped, tokenFor } from './as-device';
import type { PhoneQueue, QueuedAppeal } from './phone-queue';
import { type HandedReading, PAUSE_MS, sendReadings, TRIES } from './send-readings';

const BATCH = 50;

export interface HandedIn {
  readonly readings: readonly HandedReading[];
  readonly appeals: { readonly taken: number; readonly refused: number };
  /** Why it ended before everything was answered. */
  readonly stopped: Refusal | null;
}

const BROWSER: Outside = {
  fetch: (...asked) => fetch(...asked),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/**
 * Sends a phone's queue in its device's name, through the doors that the phone would use. It may be cut off at any point
 * and begun anew, since what was stored is answered as it was the first time.
 *
 * @param told after each batch, how many readings are answered
 */
export async function handIn(
  deviceId: string,
  { readings, appeals }: Pick<PhoneQueue, 'readings' | 'appeals'>,
  told: (answered: number) => void,
  outside: Outside = BROWSER,
): Promise<HandedIn> {
  const done: HandedReading[] = [];
  const heard = { taken: 0, refused: 0 };
  const end = (stopped: Refusal | null): HandedIn => ({ readings: done, appeals: heard, stopped });
  try {
    const token = await tokenFor(deviceId, outside);
    for (let at = 0; at < readings.length; at += BATCH) {
      done.push(...(await sendReadings(readings.slice(at, at + BATCH), token, outside)));
      told(done.length);
    }
    for (const appeal of appeals) {
      heard[(await hasAppeal(appeal, token, outside)) ? 'taken' : 'refused'] += 1;
    }
    return end(null);
  } catch (error) {
    if (error instanceof Stopped) return end(error.refusal);
    throw error;
  }
}

/** @returns whether the case has its appeal, by this one or one before. @throws Stopped without an answer that lasts */
async function hasAppeal({ body }: QueuedAppeal, token: string, outside: Outside): Promise<boolean> {
  let status = 0;
  for (let tried = 0; tried < TRIES; tried++) {
    const answer = await post('/api/field/appeals', body, token, outside);
    status = answer?.status ?? 0;
    if (answer !== null && isFinal(status)) return status < 300 || saysAppealed(answer.body);
    if (status === 401 || status === 403) break;
    await outside.wait(PAUSE_MS);
  }
  throw new Stopped({ status });
}

function saysAppealed(body: unknown): boolean {
  const { errors = [] } = (body ?? {}) as { readonly errors?: readonly FieldFault[] };
  return errors.some(({ code }) => code === 'already_appealed');
}
