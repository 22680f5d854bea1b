import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  caughtUp,
  type FollowEffect,
  type FollowEvent,
  type FollowState,
  follow,
  startFollowing,
} from '@/components/live/follow';
import type { PriceUpdate } from '@/lib/live/events';
import { priceUpdate } from '@/tests/support/board-fixture';

/** A ledger in which only some positions belong to the follower's room. */
function world(size: number, mine: (seq: number) => boolean) {
  const updates: PriceUpdate[] = [];
  for (let seq = 0; seq < size; seq += 1) if (mine(seq)) updates.push(priceUpdate(seq));
  return {
    updates,
    stretch: (from: number, to: number) => ({
      from,
      to,
      updates: updates.filter((u) => u.seq >= from && u.seq < to),
    }),
  };
}

class Rig {
  state: FollowState;
  delivered: number[] = [];
  open: Exclude<FollowEffect, { type: 'deliver' }>[] = [];
  snapshots: [number, number][] = [];

  constructor(start: number) {
    this.state = startFollowing(start);
  }

  feed(event: FollowEvent): void {
    const before = this.state.cursor;
    const step = follow(this.state, event);
    this.state = step.state;
    if (event.type === 'snapshot' && event.seq >= before) this.snapshots.push([before, event.seq]);
    for (const effect of step.effects) {
      if (effect.type === 'deliver') this.delivered.push(...effect.updates.map((u) => u.seq));
      else this.open.push(effect);
    }
  }
}

const action = fc.oneof(
  fc.record({ do: fc.constant('grow' as const), by: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ do: fc.constant('frame' as const), a: fc.nat(), b: fc.nat() }),
  fc.record({ do: fc.constant('answer' as const), limit: fc.integer({ min: 1, max: 7 }) }),
  fc.record({ do: fc.constant('fail' as const) }),
  fc.record({ do: fc.constant('cut' as const) }),
  fc.record({ do: fc.constant('join' as const) }),
);

type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

function play(rig: Rig, actions: readonly Action[], size: number, mine: (seq: number) => boolean): number {
  const { stretch } = world(size, mine);
  let head = rig.state.cursor;
  const apply: { [K in Action['do']]: (a: Extract<Action, { do: K }>) => void } = {
    grow: (a) => {
      head = Math.min(size, head + a.by);
    },
    frame: (a) => {
      const [from, to] = [a.a % (head + 1), a.b % (head + 1)].sort((x, y) => x - y);
      if (from !== undefined && to !== undefined && from < to) {
        rig.feed({ type: 'frame', frame: stretch(from, to) });
      }
    },
    answer: (a) => answer(rig, stretch, head, a.limit),
    fail: () => {
      if (rig.open.shift()) rig.feed({ type: 'failed' });
    },
    cut: () => rig.feed({ type: 'disconnected' }),
    join: () => rig.feed({ type: 'connected' }),
  };
  for (const a of actions) apply[a.do](a as never);
  return head;
}

function answer(
  rig: Rig,
  stretch: (from: number, to: number) => { from: number; to: number; updates: readonly PriceUpdate[] },
  head: number,
  limit: number,
): void {
  const question = rig.open.shift();
  if (!question) return;
  if (question.type === 'snapshot') {
    rig.feed({ type: 'snapshot', seq: head });
    return;
  }
  const to = Math.min(head, question.after + limit);
  rig.feed({ type: 'refilled', page: { ...stretch(question.after, to), more: to < head } });
}

describe('following the ledger', () => {
  it('hands on every price exactly once and in order, for any order of frames, refills, losses and cuts', () => {
    fc.assert(
      fc.property(
        fc.array(action, { maxLength: 120 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 1, max: 4 }),
        (actions, start, every) => {
          const mine = (seq: number) => seq % every === 0;
          const rig = new Rig(start);
          const head = play(rig, actions, 600, mine);
          const { stretch, updates } = world(600, mine);
          rig.feed({ type: 'connected' });
          for (let i = 0; i < 2_000 && rig.open.length > 0; i += 1) answer(rig, stretch, head, 50);
          const covered = (seq: number) => rig.snapshots.some(([from, to]) => seq >= from && seq < to);
          const expected = updates.map((u) => u.seq).filter((s) => s >= start && s < head && !covered(s));
          expect(rig.delivered).toEqual(expected);
          expect(rig.state.cursor).toBe(head);
          expect(caughtUp(rig.state)).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('asks once for a gap, however many frames come behind it', () => {
    const rig = new Rig(10);
    rig.feed({ type: 'connected' });
    rig.feed({ type: 'refilled', page: { from: 10, to: 10, updates: [], more: false } });
    rig.open = [];
    for (let i = 12; i < 20; i += 1) {
      rig.feed({ type: 'frame', frame: { from: i, to: i + 1, updates: [priceUpdate(i)] } });
    }
    expect(rig.open).toEqual([{ type: 'refill', after: 10, attempt: 0 }]);
    expect(rig.delivered).toEqual([]);
  });

  it('starts anew from a snapshot when the ledger behind the address is a younger one', () => {
    const rig = new Rig(500);
    rig.feed({ type: 'connected' });
    rig.feed({ type: 'refilled', page: { from: 500, to: 3, updates: [], more: false } });
    expect(rig.open.at(-1)?.type).toBe('snapshot');
    rig.feed({ type: 'snapshot', seq: 3 });
    expect(rig.state.cursor).toBe(3);
  });

  it('takes one snapshot instead of thousands of pages after a long sleep', () => {
    const rig = new Rig(0);
    rig.feed({ type: 'connected' });
    rig.open = [];
    rig.feed({ type: 'refilled', page: { from: 0, to: 500, updates: [], more: true } });
    rig.feed({ type: 'frame', frame: { from: 90_000, to: 90_001, updates: [] } });
    rig.feed({ type: 'refilled', page: { from: 500, to: 1_000, updates: [], more: true } });
    expect(rig.open.at(-1)?.type).toBe('snapshot');
  });

  it('waits longer with every answer that brings nothing', () => {
    const rig = new Rig(0);
    rig.feed({ type: 'connected' });
    rig.feed({ type: 'frame', frame: { from: 5, to: 6, updates: [] } });
    for (let i = 0; i < 3; i += 1) {
      rig.feed({ type: 'refilled', page: { from: 0, to: 0, updates: [], more: false } });
    }
    expect(rig.open.at(-1)).toEqual({ type: 'refill', after: 0, attempt: 3 });
  });
});
