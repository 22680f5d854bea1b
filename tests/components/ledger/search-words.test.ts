import { describe, expect, it } from 'vitest';
import { conditions, marketCode, noneWords, troubleOf } from '@/components/ledger/search-words';
import en from '@/messages/en.json' with { type: 'json' };
import id from '@/messages/id.json' with { type: 'json' };

const refused = (field: string, candidates?: readonly string[]) => ({
  errors: [{ field, code: 'x', message: 'x', ...(candidates === undefined ? {} : { candidates }) }],
});
const asked = new URLSearchParams({ market_id: 'PASAR-01', day: '2026-02-30', device_id: 'x'.repeat(99) });

describe('a search of the ledger that cannot be made', () => {
  it('names the field that is wrong, what was said, and what may have been meant', () => {
    const market = troubleOf(404, refused('market_id', ['PASAR-001', 'a', 'b', 'c']), asked);
    expect(market).toEqual({
      words: 'unknown.market_id',
      field: 'market_id',
      said: 'PASAR-01',
      near: ['PASAR-001', 'a', 'b'],
    });
    expect(troubleOf(422, refused('day'), asked)).toMatchObject({
      words: 'malformed.day',
      said: '2026-02-30',
    });
    expect(troubleOf(404, refused('device_id'), asked).said).toHaveLength(41);
  });

  it.each([
    [422, refused('query'), 'nothing'],
    [422, refused('limit'), 'failed'],
    [503, refused('market_id'), 'failed'],
    [502, null, 'failed'],
  ])('%i with %j is about the search as a whole', (status, problem, words) => {
    expect(troubleOf(status, problem, asked)).toMatchObject({ words, field: null });
  });

  it.each([
    [404, 'market_id'],
    [404, 'commodity'],
    [404, 'device_id'],
    [422, 'market_id'],
    [422, 'commodity'],
    [422, 'day'],
    [422, 'device_id'],
    [422, 'reading_id'],
  ])('has words of its own in both languages for %i about %s', (status, field) => {
    const { words } = troubleOf(status, refused(field), asked);
    for (const { book } of [id, en]) expect(book.search.trouble).toHaveProperty(words);
  });
});

describe('a search of the ledger that finds nothing', () => {
  it.each([
    [{ day: '2026-12-01' }, 'future'],
    [{ day: '2026-11-30' }, 'day'],
    [{ reading_id: 'r' }, 'reading'],
    [{ market_id: 'PASAR-001' }, 'lately'],
  ])('says why, for %j', (search, words) => {
    expect(noneWords(new URLSearchParams(search), '2026-11-30')).toBe(words);
    for (const { book } of [id, en]) expect(book.search.none).toHaveProperty(words);
  });
});

describe('a market that is looked for', () => {
  const markets = [
    { code: 'PASAR-001', name: 'Pasar Senen' },
    { code: 'P-2', name: 'Pasar Baru' },
    { code: 'P-3', name: 'Pasar Baru' },
  ];

  it.each([
    ['pasar senen', 'PASAR-001'],
    ['PASAR-001', 'PASAR-001'],
    ['Pasar Baru', 'Pasar Baru'],
    ['Pasar', 'Pasar'],
  ])('is found by name where only one has it: %s', (said, code) => {
    expect(marketCode(said, markets)).toBe(code);
  });

  it('is left out of the address when nothing was filled in', () => {
    expect(String(conditions((name) => (name === 'day' ? '2026-11-30' : '')))).toBe('day=2026-11-30');
  });
});
