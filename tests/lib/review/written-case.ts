import fc from 'fast-check';
import { expect } from 'vitest';
import type { Lane } from '@/lib/market/lane';
import { DECISIONS, type Decision, type ReviewRow } from '@/lib/market/review';
import { type CaseFacts, caseOf } from '@/lib/review/case';
import { appealStep, nextStep, type Outcome, type Refusal } from '@/lib/review/step';

/** A case in memory that is written as the store writes one. */
export class Written {
  lane: Lane;
  rows: ReviewRow[] = [];
  latestVerdict = 0;
  handedOn = false;
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
      handedOn: this.handedOn,
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

  /** Somebody's wish about a price of 10. @returns whether it was written */
  act(decision: Decision, actor: string, { large = false, now = 0 }: Circumstances): boolean {
    return this.write(this.#outcome(decision, actor, large, now), actor, now);
  }

  /** Why a wish would not be written. */
  refusal(decision: Decision, actor: string): Refusal | null {
    const outcome = this.#outcome(decision, actor, false, 0);
    return outcome.ok ? null : outcome.why;
  }

  #outcome(decision: Decision, actor: string, large: boolean, now: number): Outcome {
    const wish = { decision, correctedPrice: decision === 'correct' ? 9 : null, person: personOf(actor) };
    return nextStep(caseOf(this.facts, now), wish, 10, large, now);
  }
}

interface Circumstances {
  readonly large?: boolean;
  readonly now?: number;
}

const people = ['user:a', 'user:b', 'user:c', 'api-token:a', 'api-token:b'] as const;
/** Each token was issued by the person of the same letter. */
const personOf = (actor: string) => actor.replace('api-token', 'user');
export const move = fc.record({
  decision: fc.constantFrom(...DECISIONS, 'appeal' as const),
  actor: fc.constantFrom(...people),
  large: fc.boolean(),
  hours: fc.constantFrom(0, 1, 80),
});
export const lanes = fc.constantFrom<Lane>('accepted', 'provisional', 'quarantined');

type Move = typeof move extends fc.Arbitrary<infer M> ? M : never;

function outcomeOf(one: Written, { decision, actor, large }: Move, now: number): Outcome {
  const before = caseOf(one.facts, now);
  if (decision === 'appeal') return appealStep(before, 'user:trader', now);
  const correctedPrice = decision === 'correct' ? 9 : null;
  return nextStep(before, { decision, correctedPrice, person: personOf(actor) }, 10, large, now);
}

/** Makes a move and holds what it has to keep: rows stay, versions grow, large effects take two. */
export function makeMove(one: Written, made: Move, now: number): void {
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
