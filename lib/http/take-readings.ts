import type { DeviceActor } from '@/lib/auth/actor';
import { SmpError } from '@/lib/errors';
import type { RecordedReading } from '@/lib/market/judged-reading';
import type { MessageSignature } from '@/lib/market/message-signature';
import type { Runtime } from '@/lib/runtime';
import { allowSending } from '@/lib/services/allow-sending';
import { checkMessage } from '@/lib/services/check-message';
import { openBody } from '@/lib/services/open-body';
import { recordReading } from '@/lib/services/record-readings';
import { toProblem } from './problem';
import { recordedAnswer } from './recorded-answer';

/** Readings of a backlog that are judged and stored together. */
const BACKLOG_AT_ONCE = 50;
/** Readings of one message that are judged in one turn of the event loop: a few milliseconds. */
const JUDGED_AT_ONCE = 100;

type SingleAnswer = ReturnType<typeof recordedAnswer>;

interface BatchAnswer {
  readonly accepted: number;
  readonly refused: number;
  /** Of each reading, in order: its answer or its problem. */
  readonly results: readonly object[];
}

/**
 * Takes one message of a known device, whichever door it came through: one reading, or
 * `{"readings": […]}` of up to 500.
 *
 * @param text the message, letter by letter as it was sent
 * @param signature of the device's key over it, Base 64; `null` when it came without
 * @returns the answer as the contract words it, once everything in it is durable
 * @throws SmpError when nothing of it was stored
 */
export async function takeReadings(
  runtime: Runtime,
  device: DeviceActor,
  text: string,
  signature: string | null,
): Promise<SingleAnswer | BatchAnswer> {
  runtime.admission.requireRoom();
  const signed = checkMessage(runtime.devices.record(device.deviceId), text, signature);
  const body = openBody(text);
  const now = runtime.clock.now();
  const backlog = allowSending(runtime, device.deviceId, body.items, now);
  runtime.sightings.saw(device.deviceId, now);
  const leave = runtime.admission.enter(body.items.length);
  try {
    if (!body.single) return await batch(runtime, device, body.items, signed, backlog);
    const recorded = await recordReading(runtime, device, body.items[0], '', signed);
    return recordedAnswer(runtime.catalog(), recorded);
  } finally {
    leave();
  }
}

/**
 * Each reading stands for itself: what can be stored is stored, and every other gets its own problem.
 *
 * @param backlog whether few of them may share one commit, so that between two readings of others take their turn
 */
async function batch(
  runtime: Runtime,
  device: DeviceActor,
  items: readonly unknown[],
  signed: MessageSignature | null,
  backlog: boolean,
): Promise<BatchAnswer> {
  const atOnce = backlog ? BACKLOG_AT_ONCE : JUDGED_AT_ONCE;
  const parts: Promise<PromiseSettledResult<RecordedReading>[]>[] = [];
  for (let from = 0; from < items.length; from += atOnce) {
    if (items.length > atOnce) await runtime.admission.turn();
    // While some of a backlog are being stored the next ones are judged.
    if (backlog) await parts.at(-2);
    const some = items.slice(from, from + atOnce);
    parts.push(
      Promise.allSettled(
        some.map((item, i) => recordReading(runtime, device, item, `readings[${from + i}]`, signed)),
      ),
    );
  }
  const outcomes = (await Promise.all(parts)).flat();
  const failures = outcomes.filter((o) => o.status === 'rejected');
  const [first] = failures;
  if (first !== undefined && failures.length === outcomes.length) throw merged(failures.map((f) => f.reason));
  const catalog = runtime.catalog();
  const results = outcomes.map((o) =>
    o.status === 'fulfilled' ? { status: 202, ...recordedAnswer(catalog, o.value) } : toProblem(o.reason),
  );
  return { accepted: outcomes.length - failures.length, refused: failures.length, results };
}

/** When nothing could be stored, one problem names the bad fields of all. */
function merged(reasons: readonly unknown[]): unknown {
  const [first] = reasons;
  if (!(first instanceof Error) || !('code' in first) || first.code !== 'INVALID') return first;
  const errors = reasons.flatMap((r) => (r as SmpError).errors ?? []);
  return new SmpError('INVALID', 'None of the readings can be used as it is.', { errors });
}
