import { describe, expect, it } from 'vitest';
import { REVIEW_WITHIN_MS } from '@/lib/market/review';
import { caseOf } from '@/lib/review/case';
import { appealStep } from '@/lib/review/step';
import { Written } from './written-case';

const HOUR_MS = 3_600_000;
/** When the time of a question that was asked at 0 is over, while a proposal of an hour later still waits. */
const OVER = REVIEW_WITHIN_MS;

/** A question, and an hour later a proposal over it. */
function askedThenProposed(): Written {
  const one = new Written('quarantined');
  one.act('ask_again', 'user:a', { now: 0 });
  one.act('accept', 'user:b', { large: true, now: HOUR_MS });
  return one;
}

describe('a question whose time is over beneath a proposal', () => {
  it('may be asked again while the proposal waits, which it then takes the place of', () => {
    const one = askedThenProposed();
    expect(caseOf(one.facts, OVER - 1).before?.state).toBe('asked');
    expect(one.act('ask_again', 'user:a', { now: OVER - 1 })).toBe(false);
    expect(caseOf(one.facts, OVER)).toMatchObject({ state: 'proposed', before: { state: 'open' } });
    expect(one.act('ask_again', 'user:a', { now: OVER })).toBe(true);
    expect(caseOf(one.facts, OVER)).toMatchObject({ state: 'asked', pending: null });
    expect(caseOf(one.facts, OVER + REVIEW_WITHIN_MS).state).toBe('open');
  });

  it('does not come back with the end of the proposal, by its time or by a person', () => {
    const one = askedThenProposed();
    expect(caseOf(one.facts, HOUR_MS + REVIEW_WITHIN_MS)).toMatchObject({ state: 'open', asked: null });
    expect(one.act('ask_again', 'user:a', { now: HOUR_MS + REVIEW_WITHIN_MS })).toBe(true);
    const declined = askedThenProposed();
    declined.act('decline', 'user:a', { now: OVER });
    expect(caseOf(declined.facts, OVER)).toMatchObject({ state: 'open', overdue: true });
  });

  it('leads back to the appeal in which it was asked', () => {
    const one = new Written('quarantined');
    one.act('reject', 'user:a', {});
    one.write(appealStep(caseOf(one.facts, 0), 'user:trader', 0), 'user:trader', 0);
    one.act('ask_again', 'user:b', { now: 0 });
    one.act('accept', 'user:b', { large: true, now: HOUR_MS });
    expect(caseOf(one.facts, OVER).before?.state).toBe('appealed');
    expect(caseOf(one.facts, HOUR_MS + REVIEW_WITHIN_MS).state).toBe('appealed');
  });
});

describe('a question to a device that was handed on', () => {
  it('goes back to the desk at once, with the time that it had, and is asked no more', () => {
    const one = new Written('quarantined');
    one.act('ask_again', 'user:a', { now: 0 });
    one.handedOn = true;
    expect(caseOf(one.facts, HOUR_MS)).toMatchObject({ state: 'open', asked: null, dueAt: REVIEW_WITHIN_MS });
    expect(one.refusal('ask_again', 'user:b')).toBe('handed_on');
    expect(one.act('reject', 'user:b', { now: HOUR_MS })).toBe(true);
  });

  it('does not come back when a proposal over it is declined', () => {
    const one = askedThenProposed();
    one.handedOn = true;
    expect(caseOf(one.facts, 2 * HOUR_MS).before?.state).toBe('open');
    one.act('decline', 'user:a', { now: 2 * HOUR_MS });
    expect(caseOf(one.facts, 2 * HOUR_MS)).toMatchObject({ state: 'open', asked: null });
  });

  it('is open again when the device comes back to whoever reported', () => {
    const one = new Written('quarantined');
    one.act('ask_again', 'user:a', { now: 0 });
    one.handedOn = true;
    expect(caseOf(one.facts, HOUR_MS).state).toBe('open');
    one.handedOn = false;
    expect(caseOf(one.facts, HOUR_MS).state).toBe('asked');
  });
});
