import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Found } from '@/components/ledger/Found';
import id from '@/messages/id.json' with { type: 'json' };

/** Half past midnight on New Year in Papua, half past ten in the evening of the day before in Jakarta. */
const ENTRY = {
  index: 7,
  device_id: 'DEV-1',
  market_id: 'PASAR-JPR',
  commodity: 'beras-medium',
  price: 14_000,
  lane: 'accepted',
  observed_at: '2026-12-31T15:30:00.000Z',
} as const;

it('gives a found price the time of its market, by whose days it was looked for, and on a phone its place too', () => {
  const shown = renderToStaticMarkup(
    <NextIntlClientProvider locale="id" messages={id} timeZone="Asia/Jakarta">
      <Found
        page={{ entries: [ENTRY], next_before: null }}
        asked={new URLSearchParams({ market_id: 'PASAR-JPR', day: '2027-01-01' })}
        markets={[{ code: 'PASAR-JPR', name: 'Pasar Hamadi', zone: 'Asia/Jayapura' }]}
        commodities={[{ code: 'beras-medium', name: 'Beras Medium' }]}
      />
    </NextIntlClientProvider>,
  ).replaceAll('\u00a0', ' ');
  expect(shown).not.toContain('2026');
  const phone = /class="narrow-line[^"]*">([^<]*)</.exec(shown)?.[1];
  expect(phone).toBe('Pasar Hamadi, 1 Jan 2027, 00.30 WIT');
});
