import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { draft } from '@/components/field/core/records';
import { RecordCard } from '@/components/field/RecordCard';
import en from '@/messages/en.json' with { type: 'json' };
import id from '@/messages/id.json' with { type: 'json' };

const SAID = 'No commodity has this name.';

/** A price that the server refused, as it stands on the phone. */
function card(locale: 'id' | 'en', code: string): string {
  const fresh = { deviceId: 'HP-1', marketId: 'PASAR-001', commodity: 'beras', price: 13_500, typedAt: 0 };
  const record = {
    ...draft({ ...fresh, id: 'a', heardAt: null, offsetThen: null, corrects: null, beside: null }),
    state: 'attention' as const,
    attention: {
      kind: 'refused' as const,
      status: 422,
      faults: [{ field: 'prices.beras', code, message: SAID }],
    },
  };
  return renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} timeZone="Asia/Jakarta" messages={locale === 'id' ? id : en}>
      <RecordCard record={record} round={null} decision={null} />
    </NextIntlClientProvider>,
  );
}

describe('a held price on the phone', () => {
  it('shows what a reviewer has decided meanwhile, and asks for no correction any more', () => {
    const fresh = { deviceId: 'HP-1', marketId: 'PASAR-001', commodity: 'beras', price: 135_000, typedAt: 0 };
    const record = {
      ...draft({ ...fresh, id: 'a', heardAt: null, offsetThen: null, corrects: null, beside: null }),
      state: 'attention' as const,
      attention: { kind: 'quarantined' as const },
      receipt: { lane: 'quarantined' as const, flags: [], range: null, ledgerIndex: 7, publishedAt: '' },
    };
    const decision = {
      observation: 7,
      commodity: 'beras',
      commodity_name: { id: 'Beras', en: 'Rice' },
      unit: 'kg' as const,
      price: 135_000,
      observed_at: '2026-11-22T05:00:00Z',
      act: 'correct' as const,
      reason: 'wrong_unit',
      corrected_price: 13_500,
      decided_at: '2026-11-22T06:00:00Z',
      appealed: false,
      may_appeal: true,
    };
    const shown = (known: typeof decision | null) =>
      renderToStaticMarkup(
        <NextIntlClientProvider locale="id" timeZone="Asia/Jakarta" messages={id}>
          <RecordCard record={record} round={null} decision={known} />
        </NextIntlClientProvider>,
      );
    expect(shown(null)).toContain('Perbaiki');
    expect(shown(decision)).toContain('Diganti menjadi Rp\u00a013.500');
    expect(shown(decision)).toContain('href="#/decisions"');
    expect(shown(decision)).not.toContain('Perbaiki');
  });
});

describe('a refused price on the phone', () => {
  it('says why in the language of the phone, without names of fields', () => {
    expect(card('id', 'unknown_commodity')).toContain('Komoditas ini tidak lagi dikenal.');
    expect(card('en', 'unknown_commodity')).toContain('This commodity is not known any more.');
    for (const locale of ['id', 'en'] as const)
      for (const raw of [SAID, 'prices.beras']) expect(card(locale, 'unknown_commodity')).not.toContain(raw);
  });

  it('adds the words of the server, as English, to a sentence of its own where the reason is new', () => {
    const shown = card('id', 'something_new');
    expect(shown).toContain('alasan yang belum dikenal aplikasi ini');
    expect(shown).toMatch(new RegExp(`lang="en">[^<]*${SAID}`));
  });
});

describe('the first page of the phone app', () => {
  it('names no time that a code lives, since whoever registers the phone chooses it, but where it is written', () => {
    for (const { field, devices } of [id, en]) {
      expect(field.install.text).not.toMatch(/menit|minute|\d/);
      expect(devices.sheet.until).toContain('{time}');
    }
  });
});
