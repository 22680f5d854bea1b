import { SmpError } from '@/lib/errors';
import type { TokenBuckets } from './token-buckets';

/** Older than this, a reading waited for a network and is no part of a live flood. */
const BACKLOG_AGE_MS = 2 * 60_000;
/** Readings that may wait for a commit before a backlog is told to come back: the room beyond is for fresh ones. */
const BACKLOG_ROOM = 1_000;

export interface Allowance {
  readonly rates: TokenBuckets;
  readonly writer: { readonly queued: number };
}

/**
 * Lets a device send these readings now. What it gathered while it had no network may come much faster than
 * `SMP_DEVICE_RATE`, but only as much of it as that rate allows over a week, and only while there is room.
 *
 * @param items readings as they came, not yet checked
 * @returns whether they are a backlog, for which fresh readings of others must not wait
 * @throws SmpError TOO_MANY or OVERLOADED, with the seconds after which it may try again
 */
export function allowSending(
  { rates, writer }: Allowance,
  deviceId: string,
  items: readonly unknown[],
  now: number,
): boolean {
  const old = items.filter((item) => isBacklog(item, now)).length;
  if (old > 0 && writer.queued + old > BACKLOG_ROOM) {
    throw new SmpError(
      'OVERLOADED',
      'The platform is busy with fresh prices; send older ones again shortly.',
      {
        retryAfter: 1,
      },
    );
  }
  const wait = rates.take(deviceId, items.length - old, now, old);
  if (wait > 0) {
    throw new SmpError('TOO_MANY', `This device sends faster than it may; wait ${wait} s.`, {
      retryAfter: wait,
    });
  }
  return old > 0;
}

function isBacklog(item: unknown, now: number): boolean {
  if (typeof item !== 'object' || item === null || !('timestamp' in item)) return false;
  const at = typeof item.timestamp === 'string' ? Date.parse(item.timestamp.slice(0, 40)) : Number.NaN;
  return now - at > BACKLOG_AGE_MS;
}
