import { describe, expect, it } from 'vitest';
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
  it('says how many do not hold, and each reason once', () => {
    const refused = { status: 409, code: 'same_person' };
    const results = [
      { id: 1, status: 200, code: null },
      { id: 2, ...refused },
      { id: 3, ...refused },
    ];
    expect(bulkOutcome(results)).toEqual({ done: 1, count: 3, left: 2, codes: ['same_person'] });
  });
});
