import { describe, expect, it } from 'vitest';
import { stopSignals } from '@/server/stop-signals';

/** What came of signals at these moments, ms. */
function heard(moments: readonly number[]): readonly string[] {
  let now = 0;
  const done: string[] = [];
  const take = stopSignals(
    () => now,
    (signal) => done.push(signal),
    () => done.push('leave'),
  );
  for (const moment of moments) {
    now = moment;
    take('SIGINT');
  }
  return done;
}

describe('signals', () => {
  it('of one Ctrl-C, which a terminal and each program in between pass on, begin the stop and do not end it', () => {
    expect(heard([10_000, 10_000, 10_003, 10_210])).toEqual(['SIGINT']);
  });

  it('that are sent again leave at once', () => {
    expect(heard([10_000, 10_002, 10_500])).toEqual(['SIGINT', 'leave']);
  });
});
