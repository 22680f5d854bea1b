import type { Accusation } from './accusation';
import { newRatio, type Ratio, weigh } from './ratio';

/**
 * `entry_speed`: prices that a person types follow each other no faster than he can read, type and save them. Known
 * only of phones, where each price has the time at which it was typed.
 */
export interface EntrySpeed {
  readonly ratio: Ratio;
  /** When the last price was typed, ms. */
  last: number;
}

/** Five digits and two taps take a practised hand about two seconds. */
const FASTEST_MS = 1_500;
/** Who is that fast once was interrupted in between; a run of six is no accident. */
const LIMIT = 20;
const CEILING = 30;
const TYPED_BY_PROGRAM = 0.9;
const TYPED_BY_HAND = 0.02;

export function newEntrySpeed(): EntrySpeed {
  return { ratio: newRatio(), last: Number.NEGATIVE_INFINITY };
}

/** Prices of the very same moment came in one message: nothing is known of how they were typed. */
export function compareSpeed(own: EntrySpeed, typedAt: number, day: number): void {
  const gap = typedAt - own.last;
  if (gap <= 0) return;
  own.last = typedAt;
  if (Number.isFinite(gap)) weigh(own.ratio, day, gap < FASTEST_MS, TYPED_BY_PROGRAM, TYPED_BY_HAND, CEILING);
}

export function foundSpeed({ ratio }: EntrySpeed): Accusation | null {
  return ratio.value >= LIMIT ? { kind: 'entry_speed', since: ratio.since, strength: ratio.value } : null;
}
