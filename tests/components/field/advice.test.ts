import { describe, expect, it } from 'vitest';
import { adviceFor, isFresh } from '@/components/field/core/advice';
import type { KeptAdvice } from '@/components/field/core/kept';

const AT = Date.parse('2026-11-20T08:00:00Z');
const held: KeptAdvice = {
  said: {
    device_id: 'HP-1',
    reliability: 0.97,
    low: 0.92,
    high: 1,
    upheld_days: 12,
    overturned_days: 0,
    advice: { id: 'Terima kasih.', en: 'Thank you.' },
    habits: [],
  },
  at: AT,
};

describe('advice that is kept on a phone', () => {
  it('is told to the device that it is about, and to no other', () => {
    expect(adviceFor(held, { deviceId: 'HP-1' })).toBe(held);
    expect(adviceFor(held, { deviceId: 'HP-2' })).toBeNull();
    expect(adviceFor(null, { deviceId: 'HP-1' })).toBeNull();
  });

  it('is asked for again after an hour, and when the clock says that it comes from the future', () => {
    expect(isFresh(held, AT + 59 * 60_000)).toBe(true);
    expect(isFresh(held, AT + 61 * 60_000)).toBe(false);
    expect(isFresh(held, AT - 61 * 60_000)).toBe(false);
    expect(isFresh(null, AT)).toBe(false);
  });
});
