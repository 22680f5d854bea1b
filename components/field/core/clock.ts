/** What is known of how far this phone's clock is off. */
export interface ClockFact {
  /** Server's time minus the phone's, ms. */
  readonly offset: number;
  /** The server's time when it was learnt, ms. */
  readonly heardAt: number;
}

/** Beyond this the person is told; a `Date` header is exact to a second. */
export const TELL_FROM_MS = 2 * 60_000;

/** From the `Date` header of an answer that took from `asked` to `answered` by the phone's clock. */
export function clockFrom(date: string | null, asked: number, answered: number): ClockFact | null {
  const heardAt = date === null ? Number.NaN : Date.parse(date);
  if (!Number.isFinite(heardAt)) return null;
  // The header is cut to the second: half of one is the best guess of the rest.
  return { offset: Math.round(heardAt + 500 - (asked + answered) / 2), heardAt };
}

interface Typed {
  readonly typedAt: number;
  readonly heardAt: number | null;
  readonly offsetThen: number | null;
}

/**
 * When a price was typed, by the server's clock. A clock that is wrong now was most likely wrong then; if that
 * puts the price before the last word from the server or into the future, the clock was moved in between, and
 * what was known at that moment holds.
 */
export function trueTime(typed: Typed, now: ClockFact, phoneNow: number): number {
  const serverNow = phoneNow + now.offset;
  const earliest = typed.heardAt ?? Number.NEGATIVE_INFINITY;
  // A second of slack: the header's own grain.
  const fits = (time: number) => time >= earliest - 1_000 && time <= serverNow + 1_000;
  const byNow = typed.typedAt + now.offset;
  if (fits(byNow)) return Math.min(byNow, serverNow);
  const byThen = typed.offsetThen === null ? Number.NaN : typed.typedAt + typed.offsetThen;
  if (fits(byThen)) return Math.min(byThen, serverNow);
  return Math.min(Math.max(byNow, typed.heardAt ?? byNow), serverNow);
}
