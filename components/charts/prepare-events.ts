import type { EventList } from '@/lib/live/board';
import { timeOf } from './axis';

/** What happened around one point of a chart. */
export interface EventMark {
  readonly lines: readonly string[];
  /** Whether any of it begins here: drawn as a mark. */
  readonly begins: boolean;
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const DAY_MS = 86_400_000;

/**
 * Lays events under the points of a chart, by index. A point stands for the time up to the next one; what lasts is
 * said at every point that it covers and marked where it begins or first comes into sight.
 *
 * @param words what is said of an event and of a day of the calendar
 */
export function placeEvents(
  xs: readonly number[],
  list: EventList,
  words: {
    readonly event: (event: EventList['events'][number]) => string;
    readonly day: (name: string) => string;
  },
): ReadonlyMap<number, EventMark> {
  const spans: readonly Span[] = [
    ...list.events.map((e) => ({
      from: timeOf(e.from),
      to: e.to === null ? Number.POSITIVE_INFINITY : timeOf(e.to),
      text: words.event(e),
    })),
    ...list.calendar.map(({ name, day }) => ({ from: timeOf(day), to: timeOf(day), text: words.day(name) })),
  ];
  const marks = new Map<number, EventMark>();
  for (const { from, to, text } of spans) {
    let first = true;
    xs.forEach((x, i) => {
      const end = xs[i + 1] ?? Math.max(x + DAY_MS, x + (x - (xs[i - 1] ?? x)));
      if (from >= end || to + DAY_MS <= x) return;
      const held = marks.get(i);
      marks.set(i, { lines: [...(held?.lines ?? []), text], begins: first || (held?.begins ?? false) });
      first = false;
    });
  }
  return marks;
}
