import { describe, expect, it } from 'vitest';
import { actName, peopleFor } from '@/components/review/people-for';
import { bulkOutcome, readDecision } from '@/components/review/read-decision';

const NOTE = 'sudah ditanyakan ke pedagang';

describe('a decision as it was typed', () => {
  const typed = { decision: 'reject', reason: 'other', note: NOTE, price: '' } as const;

  it('is sent without the blanks around its note, and never with a note of blanks', () => {
    expect(readDecision({ ...typed, note: `  ${NOTE} ` })).toEqual({ ...typed, price: null });
    for (const note of ['', ' '.repeat(40), `   ok${' '.repeat(40)}`])
      expect(readDecision({ ...typed, note })).toBe('short_note');
  });

  it('corrects to a price that can be read in one way alone', () => {
    const correct = { ...typed, decision: 'correct' } as const;
    expect(readDecision({ ...correct, price: '13.500' })).toMatchObject({ price: 13_500 });
    expect(readDecision({ ...correct, price: 'abc' })).toBe('not_an_amount');
    expect(readDecision({ ...correct, price: '0' })).toBe('strange_price');
    expect(readDecision({ ...correct, price: '99.999.999.999' })).toBe('strange_price');
    expect(readDecision({ ...correct, price: '13.500', note: ' '.repeat(40) })).toBe('short_note');
  });
});

describe('what became of many decisions', () => {
  it('says how many do not hold, each reason once, and which ones wait for a second person', () => {
    const refused = { status: 409, code: 'same_person', state: null };
    const results = [
      { id: 1, status: 200, code: null, state: 'decided' },
      { id: 4, status: 200, code: null, state: 'proposed' },
      { id: 2, ...refused },
      { id: 3, ...refused },
    ] as const;
    expect(bulkOutcome(results)).toEqual({
      done: 2,
      count: 4,
      left: 2,
      waiting: [4],
      codes: ['same_person'],
    });
  });
});

describe('how many people a decision takes', () => {
  const held = {
    lane: 'quarantined',
    pending: null,
    effect: { region: 0.2, nation: 0.1, two_people: true },
  } as const;

  it('is two where averages move far by it, and not where it moves nothing', () => {
    expect(peopleFor('accept', held)).toBe('first');
    expect(peopleFor('reject', held)).toBeNull();
    expect(peopleFor('reject', { ...held, lane: 'accepted' })).toBe('first');
    expect(peopleFor('accept', null)).toBeNull();
  });

  it('is the second one of those who decide what somebody else proposed', () => {
    const pending = { act: 'accept', corrected_price: null, mine: false } as const;
    expect(peopleFor('accept', { ...held, pending })).toBe('second');
    expect(peopleFor('reject', { ...held, pending })).toBeNull();
    const own = { ...pending, mine: true };
    expect(peopleFor('accept', { ...held, pending: own })).toBe('proposer');
    expect(peopleFor('undo', { ...held, pending: { ...own, act: 'undo' } })).toBe('proposer');
  });

  it('names the end of a proposal after who ends it', () => {
    const pending = { act: 'accept', corrected_price: null, mine: false } as const;
    expect(actName('decline', { pending })).toBe('decline');
    expect(actName('decline', { pending: { ...pending, mine: true } })).toBe('withdraw');
    expect(actName('undo', { pending: { ...pending, mine: true } })).toBe('undo');
  });
});
