import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faultKey } from '@/components/field/core/fault-words';
import en from '@/messages/en.json';
import id from '@/messages/id.json';

/** Where the door of readings says what is wrong with what a phone sends. */
const DOOR = [
  'lib/ingest/parse-body.ts',
  'lib/ingest/parse-reading.ts',
  'lib/ingest/reading-day.ts',
  'lib/ingest/parse-prices.ts',
  'lib/ingest/parse-price.ts',
  'lib/ingest/parse-timestamp.ts',
  'lib/services/admit-reading.ts',
];

/** A device with a key is refused by a function that takes the code first. */
const SIGNATURES = /refused\(\s*'([a-z_]+)'/g;

const codes = [
  ...DOOR.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/code: '([a-z_]+)'/g)]),
  ...readFileSync('lib/services/check-message.ts', 'utf8').matchAll(SIGNATURES),
].map((match) => match[1] ?? '');

describe('a refusal on the phone', () => {
  it.each([...new Set(codes)])('has a sentence of the phone in both languages: %s', (code) => {
    const key = faultKey({ code });
    expect(key, 'add it to components/field/core/fault-words.ts').not.toBe(null);
    for (const { field } of [id, en]) expect(field.card.faults).toHaveProperty(String(key));
  });

  it('leaves the word to the server where nothing is known, also for names that every object has', () => {
    expect(faultKey({ code: 'something_new' })).toBe(null);
    expect(faultKey({ code: 'toString' })).toBe(null);
  });

  it('has no sentence that nothing leads to', () => {
    const used = new Set(codes.map((code) => faultKey({ code })));
    expect(Object.keys(id.field.card.faults).filter((key) => !used.has(key as never))).toEqual([]);
  });
});
