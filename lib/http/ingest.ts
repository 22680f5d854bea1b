import type { DeviceActor } from '@/lib/auth/actor';
import { SmpError } from '@/lib/errors';
import type { Runtime } from '@/lib/runtime';
import { openBody } from '@/lib/services/open-body';
import { recordReading } from '@/lib/services/record-readings';
import { bearerToken } from './bearer';
import { door } from './door';
import { json } from './json';
import { toProblem } from './problem';
import { readJsonText } from './read-body';
import { recordedAnswer } from './recorded-answer';

/** `POST /ingest`: one reading, or `{"readings": […]}` of up to 500. Answered after the commit. */
export const ingest = door('ingest', async (request, runtime) => {
  const device = await runtime.devices.authenticate(bearerToken(request));
  const body = openBody(await readJsonText(request));
  const wait = runtime.rates.take(device.deviceId, body.items.length, runtime.clock.now());
  if (wait > 0) {
    throw new SmpError('TOO_MANY', `This device sends faster than it may; wait ${wait} s.`, {
      retryAfter: wait,
    });
  }
  if (!body.single) return batch(runtime, device, body.items);
  const recorded = await recordReading(runtime, device, body.items[0]);
  return json(recordedAnswer(runtime.catalog(), recorded), 202);
});

/** Each reading stands for itself: what can be stored is stored, and every other gets its own problem. */
async function batch(runtime: Runtime, device: DeviceActor, items: readonly unknown[]): Promise<Response> {
  const outcomes = await Promise.allSettled(
    items.map((item, i) => recordReading(runtime, device, item, `readings[${i}]`)),
  );
  const failures = outcomes.filter((o) => o.status === 'rejected');
  const [first] = failures;
  if (first !== undefined && failures.length === outcomes.length) throw merged(failures.map((f) => f.reason));
  const catalog = runtime.catalog();
  const results = outcomes.map((o) =>
    o.status === 'fulfilled' ? { status: 202, ...recordedAnswer(catalog, o.value) } : toProblem(o.reason),
  );
  return json({ accepted: outcomes.length - failures.length, refused: failures.length, results }, 202);
}

/** When nothing could be stored, one problem names the bad fields of all. */
function merged(reasons: readonly unknown[]): unknown {
  const [first] = reasons;
  if (!(first instanceof Error) || !('code' in first) || first.code !== 'INVALID') return first;
  const errors = reasons.flatMap((r) => (r as SmpError).errors ?? []);
  return new SmpError('INVALID', 'None of the readings can be used as it is.', { errors });
}
