import { readFileSync } from 'node:fs';
import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { LastRun } from '@/components/feeds/LastRun';
import { FEED_PARTS, NEEDED_PARTS } from '@/lib/feeds/mapping';
import en from '@/messages/en.json' with { type: 'json' };
import id from '@/messages/id.json' with { type: 'json' };

const SAID = 'the own words of the server';
const LANGUAGES = [
  ['id', id],
  ['en', en],
] as const;

const codesIn = (files: readonly string[], pattern: RegExp) =>
  [...new Set(files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(pattern)]))].map(
    (m) => m[1] ?? '',
  );

/** Why a source is not read at all. */
const FAULTS = codesIn(
  ['bounded', 'feed', 'guarded']
    .map((name) => `lib/services/fetch-${name}.ts`)
    .concat('lib/services/read-feed-rows.ts'),
  /refusal\(\s*'[a-z]+',\s*'([a-z_]+)'/g,
);
/** Why a row of it is not taken. */
const ROWS = [
  ...codesIn(
    ['lib/feeds/read-records.ts', 'lib/feeds/read-table.ts', 'lib/feeds/said-row.ts'],
    /(?:code: |refuseDocument\()'([a-z_]+)'/g,
  ),
  ...codesIn(['lib/ingest/import-cell.ts'], /'([a-z]+_(?:price|date|region|commodity|unit))'/g),
  ...NEEDED_PARTS.map((part) => `missing_${part}`),
];

function shown(locale: 'id' | 'en', code: string, whole: boolean): string {
  const row = { line: 3, field: 'commodity', code, said: 'durian', message: SAID };
  const fault = whole ? { code, message: SAID } : null;
  return renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} timeZone="Asia/Jakarta" messages={locale === 'id' ? id : en}>
      <LastRun at={0} result={{ fault, accepted: 0, refused: whole ? 0 : 1, rows: whole ? [] : [row] }} />
    </NextIntlClientProvider>,
  );
}

describe('how reading a source went', () => {
  it('finds the codes that there are', () => {
    expect([FAULTS.length > 8, ROWS.length > 10]).toEqual([true, true]);
  });

  it.each(FAULTS)('is said in the language of the reader when nothing was read: %s', (code) => {
    for (const [locale] of LANGUAGES) expect(shown(locale, code, true)).not.toContain(SAID);
  });

  it.each(ROWS)('is said in the language of the reader for a row: %s', (code) => {
    for (const [locale] of LANGUAGES) expect(shown(locale, code, false)).not.toContain(SAID);
  });

  it('names the row, the column and what stands there', () => {
    expect(shown('id', 'unknown_commodity', false)).toContain('Baris 3, komoditas: “durian” tidak dikenal');
    for (const [, { feeds }] of LANGUAGES)
      expect(Object.keys(feeds.parts).sort()).toEqual([...FEED_PARTS].sort());
  });

  it('leaves the word to the server where the reason is new', () => {
    expect(shown('id', 'something_new', true)).toContain(SAID);
    expect(shown('id', 'something_new', false)).toContain(SAID);
  });
});
