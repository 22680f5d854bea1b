/** How much each sender may still send; refills with time, holds a minute's worth for catching up. */
export interface TokenBuckets {
  /**
   * Takes `amount` from a sender's bucket.
   * @returns 0 when it may go on, else the seconds after which it may
   */
  take(sender: string, amount: number, now: number): number;
}

const BURST_SECONDS = 60;
/** A batch of the largest size always fits an untouched bucket. */
const LEAST_BURST = 500;
const MAX_SENDERS = 100_000;

/** @param rate units a second; 0 lifts the limit */
export function createTokenBuckets(rate: number): TokenBuckets {
  const burst = Math.max(LEAST_BURST, rate * BURST_SECONDS);
  const buckets = new Map<string, { level: number; at: number }>();
  return {
    take(sender, amount, now) {
      if (rate === 0) return 0;
      const bucket = buckets.get(sender) ?? { level: burst, at: now };
      const level = Math.min(burst, bucket.level + (Math.max(0, now - bucket.at) / 1000) * rate);
      if (level < amount) {
        buckets.set(sender, { level, at: now });
        return Math.ceil((amount - level) / rate);
      }
      // A forgotten sender starts with a full bucket, so the oldest may go when there are too many.
      buckets.delete(sender);
      buckets.set(sender, { level: level - amount, at: now });
      if (buckets.size > MAX_SENDERS) {
        const [oldest] = buckets.keys();
        if (oldest !== undefined) buckets.delete(oldest);
      }
      return 0;
    },
  };
}
