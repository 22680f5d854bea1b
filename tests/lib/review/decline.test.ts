import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lane } from '@/lib/market/lane';
import { REVIEW_WITHIN_MS } from '@/lib/market/review';
import { caseOf } from '@/lib/review/case';
import { nextStep } from '@/lib/review/step';
import { lanes, makeMove, move, Written } from './written-case';

const DECLINE = { decision: 'decline', correctedPrice: null } as const;
const HOUR_MS = 3_600_000;

describe('a declined proposal', () => {
  it('leaves the case as it stood before it, whatever had happened and whoever declines', () => {
    fc.assert(
      fc.property(
        lanes,
        fc.array(move, { maxLength: 12 }),
        fc.constantFrom('accept', 'reject', 'correct', 'undo'),
        fc.constantFrom('user:c', 'user:d'),
        (lane, moves, decision, who) => {
          const one = new Written(lane);
          let now = 0;
          for (const made of moves) {
            now += made.hours * HOUR_MS;
            makeMove(one, made, now);
          }
          const before = caseOf(one.facts, now);
          const wish = { decision, correctedPrice: decision === 'correct' ? 8 : null, person: 'user:c' };
          const proposed = nextStep(before, wish, 10, true, now);
          fc.pre(before.pending === null && proposed.ok && proposed.step.state === 'proposed');
          one.write(proposed, 'user:c', now);
          const step = nextStep(caseOf(one.facts, now + 1), { ...DECLINE, person: who }, 10, true, now + 1);
          expect(one.write(step, who, now + 1)).toBe(true);
          const { version } = caseOf(one.facts, now + 1);
          expect(caseOf(one.facts, now + 1)).toEqual({ ...before, version });
          expect(one.lane).toBe(before.lane);
        },
      ),
    );
  });

  it('undoes nothing, although another person answers a proposal to undo', () => {
    const one = new Written('quarantined');
    one.act('accept', 'user:a', { large: false });
    one.act('undo', 'user:b', { large: true });
    expect(one.act('decline', 'user:c', { large: true })).toBe(true);
    expect(caseOf(one.facts, 9)).toMatchObject({ state: 'decided', lane: 'accepted', decided: { id: 1 } });
    expect(one.rows.at(-1)).toMatchObject({ act: 'decline', answers: 2, takesEffect: false });
  });

  it('keeps the time that was left, and a question that waited', () => {
    const one = new Written('quarantined');
    one.act('ask_again', 'user:a', { now: 1 });
    one.act('accept', 'user:b', { large: true, now: HOUR_MS });
    one.act('decline', 'user:a', { now: 2 * HOUR_MS });
    const asked = { state: 'asked', dueAt: 1 + REVIEW_WITHIN_MS, asked: { act: 'ask_again' } };
    expect(caseOf(one.facts, 2 * HOUR_MS)).toMatchObject(asked);
    expect(caseOf(one.facts, 1 + REVIEW_WITHIN_MS)).toMatchObject({ state: 'open', overdue: true });
  });

  it('is the one way to end a proposal: undo ends none, and nothing but a proposal is declined', () => {
    const one = new Written('quarantined');
    expect(one.refusal('decline', 'user:a')).toBe('nothing_to_decline');
    one.act('accept', 'user:a', { large: true });
    expect(one.refusal('undo', 'user:a')).toBe('proposal_waits');
    expect(one.refusal('undo', 'user:b')).toBe('proposal_waits');
    one.act('decline', 'user:b', {});
    expect(one.refusal('decline', 'user:a')).toBe('nothing_to_decline');
    one.act('accept', 'user:a', { large: false });
    one.act('undo', 'user:a', { large: true });
    expect(one.refusal('undo', 'user:a')).toBe('same_person');
  });

  it('is known beside proposals that were ended by an undo of whoever made them', () => {
    const one = new Written('quarantined');
    one.act('accept', 'user:a', { large: false });
    one.act('undo', 'user:b', { large: true });
    const ended = { act: 'undo', state: 'decided', lapsesTo: null, from: one.lane, to: one.lane } as const;
    const still = { correctedPrice: null, dueAt: null, takesEffect: false, drops: null, restores: null };
    one.write({ ok: true, step: { ...ended, ...still, answers: 2 } }, 'user:b', 3);
    expect(caseOf(one.facts, 4)).toMatchObject({
      state: 'decided',
      decided: { act: 'accept' },
      pending: null,
    });
  });
});

describe('a case that may be declined', () => {
  it('is one with a proposal alone', () => {
    const lane: Lane = 'provisional';
    expect(caseOf(new Written(lane).facts, 0).before).toBeNull();
  });
});
