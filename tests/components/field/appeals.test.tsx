import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { AppealBanners } from '@/components/field/AppealBanners';
import { type FieldAppeal, sendable } from '@/components/field/core/appeals';
import id from '@/messages/id.json' with { type: 'json' };

const own: FieldAppeal = {
  observation: 7,
  deviceId: 'HP-1',
  reason: 'price_is_true',
  note: 'semua lapak menjual begitu',
  refused: null,
};
const refused: FieldAppeal = { ...own, observation: 8, refused: 409 };
const about = {
  commodity: 'beras-medium',
  commodity_name: { id: 'Beras Medium', en: 'Medium rice' },
  price: 135_000,
};
const earlier: FieldAppeal = { ...own, about, observation: 10, refused: 409, why: 'handed_on' };
const stranger: FieldAppeal = { ...own, observation: 9, deviceId: 'HP-2' };

const shown = (appeals: readonly FieldAppeal[]) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="id" timeZone="Asia/Jakarta" messages={id}>
      <AppealBanners state={{ appeals, records: [] }} deviceId="HP-1" />
    </NextIntlClientProvider>,
  );

describe('an appeal that is kept on a phone', () => {
  it('is sent under the name that it was written with alone, and not after it was refused for good', () => {
    expect(sendable([own, refused, stranger], 'HP-1')).toEqual([own]);
  });

  it('asks for a person when it was refused, or cannot be sent under the name of the phone', () => {
    expect(shown([own])).toBe('');
    expect(shown([refused])).toContain('nomor 8 tidak dapat diterima');
    expect(shown([refused])).toContain(`Anda menulis: “${own.note}”`);
    expect(shown([stranger])).toContain('nomor 9 ditulis sebagai HP-2');
  });

  it('of an earlier holder is shown without its words, and cannot be deleted before it is handed out', () => {
    const banner = shown([earlier]);
    expect(banner).toContain(
      'Banding atas Beras Medium, Rp\u00a0135.000 ditulis oleh pemakai ponsel ini sebelumnya',
    );
    expect(banner).not.toContain(own.note);
    expect(banner).toContain('Simpan berkas');
    expect(banner).not.toContain('Hapus dari ponsel<');
  });
});
