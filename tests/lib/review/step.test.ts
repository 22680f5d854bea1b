import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lane } from '@/lib/market/lane';
import { DECISIONS, REVIEW_WITHIN_MS, type ReviewRow } from '@/lib/market/review';
import { type CaseFacts, caseOf } from '@/lib/review/case';
import { appealStep, nextStep, type Outcome } from '@/lib/review/step';

/** A case in memory that is written as the store writes one. */
class Written {
  lane: Lane;
  rows: ReviewRow[] = [];
  latestVerdict = 0;
  #next = 1;

  constructor(lane: Lane) {
    this.lane = lane;
  }

  get facts(): CaseFacts {
    return {
      lane: this.lane,
      receivedAt: 0,
      latestVerdict: this.latestVerdict,
      settledByJudge: false,
      rows: this.rows,
    };
  }

  write(outcome: Outcome, actor: string, at: number): boolean {
    if (!outcome.ok) return false;
    const { step } = outcome;
    const correctionId = step.takesEffect && step.act === 'correct' ? this.#next++ : null;
    const id = this.#next++;
    this.rows = [
      ...this.rows,
      { ...step, id, reason: 'other', note: '', correctionId, actor, person: personOf(actor), at },
    ];
    if (step.takesEffect) {
      this.lane = step.to;
      this.latestVerdict = id;
    }
    return true;
  }
}

const people = ['user:a', 'user:b', 'user:c', 'api-token:a', 'api-token:b'] as const;
/** Each token was issued by the person of the same letter. */
const personOf = (actor: string) => actor.replace('api-token', 'user');
const move = fc.record({
  decision: fc.constantFrom(...DECISIONS, 'appeal' as const),
  actor: fc.constantFrom(...people),
  large: fc.boolean(),
  hours: fc.constantFrom(0, 1, 80),
});
const lanes = fc.constantFrom<Lane>('accepted', 'provisional', 'quarantined');

type Move = typeof move extends fc.Arbitrary<infer M> ? M : never;

function outcomeOf(one: Written, { decision, actor, large }: Move, now: number): Outcome {
  const before = caseOf(one.facts, now);
  if (decision === 'appeal') return appealStep(before, 'user:trader', now);
  const correctedPrice = decision === 'correct' ? 9 : null;
  return nextStep(before, { decision, correctedPrice, person: personOf(actor) }, 10, large, now);
}

function makeMove(one: Written, made: Move, now: number): void {
  const before = caseOf(one.facts, now);
  const held = [...one.rows];
  const who = made.decision === 'appeal' ? 'user:trader' : made.actor;
  const wrote = one.write(outcomeOf(one, made, now), who, now);
  expect(one.rows.slice(0, held.length)).toEqual(held);
  if (!wrote) return;
  const after = caseOf(one.facts, now);
  expect(after.version).toBeGreaterThan(before.version);
  expect(before.barred).not.toContain(personOf(who));
  if (after.decided !== null && after.state === 'decided') expect(one.lane).toBe(after.decided.to);
  if (!made.large || one.lane === before.lane) return;
  // What moved a lane with a large effect was seconded by somebody else.
  const last = one.rows.at(-1);
  expect(held.find((r) => r.id === last?.answers)?.person).not.toBe(last?.person);
}

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
