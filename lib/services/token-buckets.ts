/**
 * How much each sender may still send. What is measured now comes from a bucket that holds a minute's worth; what
 * was measured while the sender had no network comes from a second one, which holds all that an honest sender can
 * have gathered in the time that readings are taken, and is poured out no faster than a fixed stream.
 */
export interface TokenBuckets {
  /**
   * Takes `amount` fresh and `old` backlogged units from a sender's buckets: both or nothing.
   * @returns 0 when it may go on, else the seconds after which it may
   */
  take(sender: string, amount: number, now: number, old?: number): number;
}

const BURST_SECONDS = 60;
/** A batch of the largest size always fits an untouched bucket. */
const LEAST_BURST = 500;
const MAX_SENDERS = 100_000;
/** As long as a device may be without a network. */
const BACKLOG_SECONDS = 7 * 86_400;
/** A backlog flows at most so many times as fast as fresh readings. */
const POUR = 50;

interface Bucket {
  level: number;
  readonly burst: number;
  readonly rate: number;
}

/** @param rate fresh units a second, and backlogged units earned a second; 0 lifts the limit */
export function createTokenBuckets(rate: number): TokenBuckets {
  const senders = new Map<string, { at: number; fresh: Bucket; backlog: Bucket; pour: Bucket }>();
  const full = (burst: number, perSecond: number): Bucket => ({ level: burst, burst, rate: perSecond });
  const untouched = (at: number) => ({
    at,
    fresh: full(Math.max(LEAST_BURST, rate * BURST_SECONDS), rate),
    backlog: full(Math.max(LEAST_BURST, rate * BACKLOG_SECONDS), rate),
    pour: full(Math.max(LEAST_BURST, rate * POUR), rate * POUR),
  });
  return {
    take(sender, amount, now, old = 0) {
      if (rate === 0) return 0;
      const held = senders.get(sender) ?? untouched(now);
      const seconds = Math.max(0, now - held.at) / 1000;
      for (const bucket of [held.fresh, held.backlog, held.pour]) refill(bucket, seconds);
      held.at = now;
      const wait = Math.max(waitFor(held.fresh, amount), waitFor(held.backlog, old), waitFor(held.pour, old));
      if (wait === 0) {
        held.fresh.level -= amount;
        held.backlog.level -= old;
        held.pour.level -= old;
        // A forgotten sender starts with full buckets, so the oldest may go when there are too many.
        senders.delete(sender);
      }
      senders.set(sender, held);
      if (senders.size > MAX_SENDERS) {
        const [oldest] = senders.keys();
        if (oldest !== undefined) senders.delete(oldest);
      }
      return wait;
    },
  };
}

function refill(bucket: Bucket, seconds: number): void {
  bucket.level = Math.min(bucket.burst, bucket.level + seconds * bucket.rate);
}

/** Seconds until there is enough, whole. */
function waitFor(bucket: Bucket, amount: number): number {
  return bucket.level >= amount ? 0 : Math.ceil((amount - bucket.level) / bucket.rate);
}
