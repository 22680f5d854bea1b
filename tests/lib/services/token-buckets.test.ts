import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSmpError } from '@/lib/errors';
import { allowSending } from '@/lib/services/allow-sending';
import { createTokenBuckets } from '@/lib/services/token-buckets';

const T0 = Date.UTC(2026, 10, 22);
const DAY_S = 86_400;

describe('the limit of a device', () => {
  it('never lets through more fresh readings than a minute of them and its rate since', () => {
    const sends = fc.array(fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 1, max: 500 })));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), sends, (rate, steps) => {
        const buckets = createTokenBuckets(rate);
        let now = T0;
        let sent = 0;
        for (const [pause, amount] of steps) {
          now += pause;
          if (buckets.take('a', amount, now) === 0) sent += amount;
        }
        expect(sent).toBeLessThanOrEqual(Math.max(500, rate * 60) + ((now - T0) / 1000) * rate + 1e-6);
      }),
    );
  });

  it('lets a backlog of 50,000 readings through within 100 seconds at the default rate', () => {
    const buckets = createTokenBuckets(20);
    let now = T0;
    for (let left = 50_000; left > 0; ) {
      const wait = buckets.take('a', 0, now, 500);
      if (wait === 0) left -= 500;
      now += wait * 1000;
    }
    expect(now - T0).toBeLessThanOrEqual(100_000);
  });

  it('never lets through more backlog than a week at its rate, however old the readings say they are', () => {
    const buckets = createTokenBuckets(1);
    let now = T0;
    let sent = 0;
    for (let step = 0; step < 3_000; step++) {
      if (buckets.take('a', 0, now, 500) === 0) sent += 500;
      now += 20_000;
    }
    expect(sent).toBeLessThanOrEqual(7 * DAY_S + (now - T0) / 1000);
  });

  it('takes both kinds or none', () => {
    const buckets = createTokenBuckets(1);
    expect(buckets.take('a', 500, T0, 0)).toBe(0);
    expect(buckets.take('a', 1, T0, 500)).toBeGreaterThan(0);
    expect(buckets.take('a', 0, T0, 500)).toBe(0);
  });

  it('says after how many seconds it goes on, and then it does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 500 }), (rate, amount) => {
        const buckets = createTokenBuckets(rate);
        while (buckets.take('a', 500, T0) === 0);
        const wait = buckets.take('a', amount, T0);
        expect(wait === 0 || buckets.take('a', amount, T0 + wait * 1000) === 0).toBe(true);
      }),
    );
  });
});

describe('what a device sends', () => {
  const fresh = { timestamp: new Date(T0 - 1_000).toISOString() };
  const old = { timestamp: new Date(T0 - 3_600_000).toISOString() };
  const codeOf = (act: () => void) => {
    try {
      act();
      return null;
    } catch (error) {
      return isSmpError(error) ? error.code : String(error);
    }
  };

  it('is fresh unless it says a time some minutes ago', () => {
    const rates = createTokenBuckets(1);
    const allowance = { rates, writer: { queued: 0 } };
    const many = (item: unknown) => Array.from({ length: 500 }, () => item);
    for (const item of [fresh, { timestamp: 'yesterday' }, {}, null, 7]) {
      const device = JSON.stringify(item);
      expect(codeOf(() => allowSending(allowance, device, many(item), T0))).toBeNull();
      expect(codeOf(() => allowSending(allowance, device, many(item), T0))).toBe('TOO_MANY');
      expect(codeOf(() => allowSending(allowance, device, many(old), T0))).toBeNull();
    }
  });

  it('leaves the room of a busy platform to fresh readings', () => {
    const allowance = { rates: createTokenBuckets(20), writer: { queued: 1_000 } };
    expect(codeOf(() => allowSending(allowance, 'a', [old], T0))).toBe('OVERLOADED');
    expect(codeOf(() => allowSending(allowance, 'a', [fresh], T0))).toBeNull();
  });
});
