import { describe, expect, it } from 'vitest';
import { isFresh, type Told, toldTo } from '@/components/field/core/told';
import type { FieldAdvice } from '@/lib/live/field';

const AT = Date.parse('2026-11-20T08:00:00Z');
const HOUR = 60 * 60_000;
const held: Told<FieldAdvice> = {
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

describe('what the server said about a device, kept on a phone', () => {
  it('is told to the device that it is about, and to no other', () => {
    expect(toldTo(held, { deviceId: 'HP-1' })).toBe(held);
    expect(toldTo(held, { deviceId: 'HP-2' })).toBeNull();
    expect(toldTo(null, { deviceId: 'HP-1' })).toBeNull();
  });

  it('is asked for again after its time, and when the clock says that it comes from the future', () => {
    expect(isFresh(held, AT + 59 * 60_000, HOUR)).toBe(true);
    expect(isFresh(held, AT + 61 * 60_000, HOUR)).toBe(false);
    expect(isFresh(held, AT - 61 * 60_000, HOUR)).toBe(false);
    expect(isFresh(null, AT, HOUR)).toBe(false);
  });
});
