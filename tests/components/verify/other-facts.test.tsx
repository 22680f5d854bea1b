import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { membersOf } from '@/components/verify/members';
import { OtherFacts } from '@/components/verify/OtherFacts';
import type { Leaf } from '@/lib/ledger/leaf-kinds';
import en from '@/messages/en.json' with { type: 'json' };
import id from '@/messages/id.json' with { type: 'json' };

const AT = Date.parse('2026-11-30T02:00:00Z');
const BASE = { index: 7, at: AT, actor: 'system' };

/** Each kind with every member that it may have. */
const LEAVES: readonly Leaf[] = [
  {
    ...BASE,
    kind: 'statement',
    title: 'Acuan <harga>',
    documentHash: 'ab',
    issuer: 'Dinas',
    mediaType: 'a/b',
  },
  { ...BASE, kind: 'audit', action: 'device.revoke', subject: 'device:DEV-001', record: 'cd' },
  { ...BASE, kind: 'key', event: 'activate', vkey: 'k', endorsedBy: 'j', endorsement: 'e' },
  { ...BASE, kind: 'key', event: 'retire', vkey: 'k' },
  {
    ...BASE,
    kind: 'verdict',
    observation: 3,
    from: 'provisional',
    to: 'accepted',
    reason: 'peers_confirm',
    ruleVersion: 'r1',
    evidence: 'ef',
  },
  ...(['accept', 'reject', 'correct', 'ask_again', 'undo', 'decline', 'appeal'] as const).map(
    (decision): Leaf => {
      const lanes = { from: 'quarantined', to: 'accepted' } as const;
      const more = { correctedPrice: 13_500, answers: 2, note: 'n', evidence: 'ef', actor: 'ff00' };
      return { ...BASE, kind: 'review', observation: 3, decision, ...lanes, reason: 'seen', ...more };
    },
  ),
  {
    ...BASE,
    kind: 'import-batch',
    source: 'PIHPS',
    fileHash: 'fh',
    rows: 9,
    refused: 1,
    from: '2026-01-01',
    to: '2026-01-31',
    rowsRoot: 'rr',
  },
];

const shown = (leaf: Leaf, locale: 'id' | 'en') =>
  renderToStaticMarkup(
    <NextIntlClientProvider
      locale={locale}
      timeZone="Asia/Jakarta"
      messages={locale === 'id' ? id : en}
      onError={(error) => {
        throw error;
      }}
    >
      <OtherFacts leaf={leaf} />
    </NextIntlClientProvider>,
  );

describe('an entry that is no price', () => {
  it.each(LEAVES.map((leaf) => [leaf.kind, leaf] as const))(
    'is told in words of both languages: %s',
    (_kind, leaf) => {
      for (const locale of ['id', 'en'] as const) {
        const html = shown(leaf, locale);
        for (const { name } of membersOf(leaf)) expect(html).not.toContain(`<dt>${name}</dt>`);
        expect(html).not.toContain(String(AT));
      }
    },
  );

  it('says of a document what it is called, who issued it and when, harmlessly', () => {
    const [statement] = LEAVES as readonly [Leaf];
    const html = shown(statement, 'id').replaceAll('\u00a0', ' ');
    for (const words of [
      'Judul',
      'Acuan &lt;harga&gt;',
      'Dinas',
      '30 Nov 2026, 09.00.00',
      'platform ini sendiri',
    ])
      expect(html).toContain(words);
  });

  it('begins with what it is about, however its leaf is written', () => {
    const { issuer, title, ...rest } = LEAVES[0] as Extract<Leaf, { kind: 'statement' }>;
    const names = membersOf({ ...rest, issuer, title }).map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(['title', 'issuer']);
  });

  it('keeps the days of history apart from the lanes of decisions', () => {
    const names = membersOf(LEAVES.at(-1) as Leaf).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['firstDay', 'lastDay']));
    expect(names.at(-1)).toBe('index');
  });
});
