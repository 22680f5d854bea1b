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
  const accept = { decision: 'accept', price: null } as const;
  const pending = { act: 'accept', corrected_price: null, mine: false } as const;

  it('is two where the server foresees a proposal, and one as long as it foresees none', () => {
    const preview = { region: 0.2, nation: 0.1 };
    expect(peopleFor(accept, null, { ...preview, state: 'proposed' })).toBe('first');
    expect(peopleFor(accept, null, { ...preview, state: 'decided' })).toBeNull();
    expect(peopleFor(accept, null, null)).toBeNull();
  });

  it('is the second one of those who decide what somebody else proposed', () => {
    expect(peopleFor(accept, pending, null)).toBe('second');
    expect(peopleFor({ decision: 'reject', price: null }, pending, null)).toBeNull();
    for (const act of ['accept', 'undo'] as const)
      expect(peopleFor({ decision: act, price: null }, { ...pending, act, mine: true }, null)).toBe(
        'proposer',
      );
  });

  it('is the second one of a correction only to the very price that was proposed', () => {
    const corrected = { act: 'correct', corrected_price: 13_500, mine: false } as const;
    expect(peopleFor({ decision: 'correct', price: 13_500 }, corrected, null)).toBe('second');
    expect(peopleFor({ decision: 'correct', price: 13_600 }, corrected, null)).toBeNull();
  });

  it('names the end of a proposal after who ends it', () => {
    expect(actName('decline', { pending })).toBe('decline');
    expect(actName('decline', { pending: { ...pending, mine: true } })).toBe('withdraw');
    expect(actName('undo', { pending: { ...pending, mine: true } })).toBe('undo');
  });
});
