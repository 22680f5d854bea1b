import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REVIEW_WITHIN_MS } from '@/lib/market/review';
import { caseOf } from '@/lib/review/case';
import { appealStep, nextStep } from '@/lib/review/step';
import { lanes, makeMove, move, Written } from './written-case';

describe('the case of a price', () => {
  it('stays consistent whatever people do', () => {
    fc.assert(
      fc.property(lanes, fc.array(move, { maxLength: 30 }), (lane, moves) => {
        const one = new Written(lane);
        let now = 0;
        for (const made of moves) {
          now += made.hours * 3_600_000;
          makeMove(one, made, now);
        }
      }),
    );
  });

  it('comes back to what it was when a decision is undone', () => {
    fc.assert(
      fc.property(lanes, fc.constantFrom('accept', 'reject', 'correct'), (lane, decision) => {
        const one = new Written(lane);
        const wish = { decision, correctedPrice: decision === 'correct' ? 9 : null, person: 'user:a' };
        if (!one.write(nextStep(caseOf(one.facts, 1), wish, 10, false, 1), 'user:a', 1)) return;
        const undo = { decision: 'undo' as const, correctedPrice: null, person: 'user:b' };
        const undone = nextStep(caseOf(one.facts, 2), undo, 10, false, 2);
        expect(undone).toMatchObject({ ok: true, step: { drops: one.rows[0]?.correctionId } });
        expect(one.write(undone, 'user:b', 2)).toBe(true);
        expect(one.lane).toBe(lane);
        expect(caseOf(one.facts, 3)).toMatchObject({
          decided: null,
          state: lane === 'accepted' ? 'standing' : 'open',
        });
      }),
    );
  });

  it('waits 72 hours and says when they are over', () => {
    const one = new Written('provisional');
    expect(caseOf(one.facts, REVIEW_WITHIN_MS - 1)).toMatchObject({ state: 'open', overdue: false });
    expect(caseOf(one.facts, REVIEW_WITHIN_MS)).toMatchObject({ state: 'open', overdue: true });
  });

  it('forgets a proposal that nobody seconded in time', () => {
    const one = new Written('quarantined');
    const wish = { decision: 'accept' as const, correctedPrice: null, person: 'user:a' };
    one.write(nextStep(caseOf(one.facts, 0), wish, 10, true, 0), 'user:a', 0);
    expect(caseOf(one.facts, 1).pending).not.toBeNull();
    expect(caseOf(one.facts, REVIEW_WITHIN_MS)).toMatchObject({
      state: 'open',
      overdue: true,
      pending: null,
    });
  });

  it('keeps the first reviewers away from an appeal, and takes one appeal', () => {
    const one = new Written('provisional');
    const wish = { decision: 'reject' as const, correctedPrice: null, person: 'user:a' };
    one.write(nextStep(caseOf(one.facts, 0), wish, 10, false, 0), 'user:a', 0);
    one.write(appealStep(caseOf(one.facts, 1), 'user:trader', 1), 'user:trader', 1);
    const at = caseOf(one.facts, 2);
    expect(nextStep(at, wish, 10, false, 2)).toEqual({ ok: false, why: 'other_reviewer' });
    const second = nextStep(at, { ...wish, person: 'user:b' }, 10, false, 2);
    // Who reads the case later sees which decision was appealed against.
    expect(second).toMatchObject({ step: { answers: at.decided?.id } });
    expect(one.write(second, 'user:b', 2)).toBe(true);
    expect(appealStep(caseOf(one.facts, 3), 'user:trader', 3)).toEqual({
      ok: false,
      why: 'already_appealed',
    });
  });
});
