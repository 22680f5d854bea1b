import { describe, expect, it } from 'vitest';
import { sparkDays } from '@/lib/services/spark-days';

const DAYS = [
  { day: '2026-11-28', price: 63_600 },
  { day: '2026-11-29', price: 63_000 },
  { day: '2026-11-30', price: 59_700 },
];
const TODAY = '2026-11-29';

describe('the small line of a card', () => {
  it('ends today with the live figure, while the day after has begun further east', () => {
    expect(sparkDays(DAYS, TODAY, 64_000)).toEqual([
      { day: '2026-11-28', price: 63_600 },
      { day: TODAY, price: 64_000 },
    ]);
  });

  it('has today once, whether or not anybody reported yet', () => {
    expect(sparkDays(DAYS.slice(0, 1), TODAY, 64_000).map((d) => d.day)).toEqual(['2026-11-28', TODAY]);
  });

  it('keeps what is known where there is no live figure, and goes no further than today', () => {
    expect(sparkDays(DAYS, TODAY, null)).toEqual(DAYS.slice(0, 2));
  });
});
