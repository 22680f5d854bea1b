import { describe, expect, it } from 'vitest';
import { timeOf } from '@/components/charts/axis';
import { placeEvents } from '@/components/charts/prepare-events';
import type { PublicEvent } from '@/lib/live/board';

const event = (from: string, to: string | null, text: string): PublicEvent => ({
  id: text,
  kind: 'flood',
  commodity: null,
  region_id: null,
  market_id: null,
  place: null,
  from,
  to,
  source: 'BPBD',
  text_id: text,
  text_en: null,
});
const place = (
  days: readonly string[],
  events: readonly PublicEvent[],
  calendar: { name: string; day: string }[] = [],
) =>
  [
    ...placeEvents(
      days.map(timeOf),
      { from: '', to: '', events, calendar },
      { event: (e) => e.text_id, day: (name) => name },
    ),
  ].map(([i, { lines, begins }]) => `${days[i]} ${lines.join('+')}${begins ? ' ▲' : ''}`);

describe('events under a chart', () => {
  const days = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'];

  it('stand at every day that they cover, marked where they begin', () => {
    expect(place(days, [event('2026-03-02', '2026-03-03', 'banjir')])).toEqual([
      '2026-03-02 banjir ▲',
      '2026-03-03 banjir',
    ]);
  });

  it('that began before or still last are marked where they come into sight', () => {
    expect(place(days.slice(0, 2), [event('2025-12-01', null, 'hama')])).toEqual([
      '2026-03-01 hama ▲',
      '2026-03-02 hama',
    ]);
  });

  it('of one day inside a week or month stand at its point, also those of the calendar', () => {
    expect(
      place(
        ['2026-03-02', '2026-03-09'],
        [event('2026-03-12', '2026-03-12', 'x')],
        [{ name: 'y', day: '2026-03-08' }],
      ),
    ).toEqual(['2026-03-09 x ▲', '2026-03-02 y ▲']);
  });

  it('outside of it do not stand anywhere', () => {
    expect(place(days, [event('2026-02-01', '2026-02-28', 'x'), event('2026-03-05', null, 'y')])).toEqual([]);
    expect(place([], [event('2026-02-01', null, 'x')])).toEqual([]);
  });
});
