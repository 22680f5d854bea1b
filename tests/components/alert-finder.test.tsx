import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { AlertFinder } from '@/components/alerts/AlertFinder';
import { type AlertWish, fits, useAlertWish } from '@/components/alerts/use-alert-wish';
import type { AlertNews } from '@/lib/live/alert-news';
import id from '@/messages/id.json' with { type: 'json' };
import { alertNews } from '../support/alert-news';

const EVERY: AlertWish = { kind: '', level: '', commodity: '', region: '' };
const news = (seq: number, change: Partial<AlertNews> = {}) =>
  alertNews(seq, { kind: 'reference', level: 'warning', ...change });

function Finder({ alerts, page }: { readonly alerts: readonly AlertNews[]; readonly page: number }) {
  const found = useAlertWish(alerts, page);
  const regions = [{ value: '31', text: 'DKI Jakarta' }];
  const goods = [{ value: 'beras-medium', text: 'Beras Medium' }];
  return (
    <AlertFinder found={found} kinds={['reference']} commodities={goods} regions={regions} none="nihil" />
  );
}

const drawn = (alerts: readonly AlertNews[], page: number) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="id" messages={id} timeZone="Asia/Jakarta">
      <Finder alerts={alerts} page={page} />
    </NextIntlClientProvider>,
  );

describe('alerts that are looked through', () => {
  it('fit a wish when they fit every word of it', () => {
    const alert = news(1);
    expect(fits(alert, EVERY)).toBe(true);
    expect(fits(alert, { ...EVERY, kind: 'reference', level: 'warning', region: '31' })).toBe(true);
    for (const other of [{ kind: 'impact' }, { level: 'info' }, { commodity: 'gula' }, { region: '3' }])
      expect(fits(alert, { ...EVERY, ...other })).toBe(false);
    expect(fits(news(1, { region_id: null }), { ...EVERY, region: '31' })).toBe(false);
  });

  it('of one thing in many places are one line that says how far and how urgent, and holds each of them', () => {
    const alerts = [31, 32, 33].map((region_id, n) =>
      news(n, { region_id, level: n === 0 ? 'critical' : 'warning', evidence: { gap: 0.1 * (n + 1) } }),
    );
    const html = drawn(alerts, 20);
    expect(html).toContain('Beras Medium di atas harga acuan di 3 provinsi, paling jauh 30,0\u00a0%.');
    expect(html).toContain('1 genting, 2 waspada');
    expect(html).toContain('3 peringatan terbuka dalam 1 kelompok');
    expect(html.match(/<details/g)).toHaveLength(1);
    expect(html.match(/Terdeteksi/g)).toHaveLength(3);
  });

  it('show one page, say how many there are, and lead on to the rest', () => {
    const alerts = Array.from({ length: 25 }, (_, n) => news(n, { commodity: `barang-${n}` }));
    const html = drawn(alerts, 20);
    expect(html.match(/Terdeteksi/g)).toHaveLength(20);
    expect(html).toContain('25 peringatan terbuka');
    expect(html).toContain('Tampilkan lebih banyak');
    expect(drawn(alerts, 25)).not.toContain('Tampilkan lebih banyak');
  });

  it('say so where there are none, and ask for no province where there is one alone', () => {
    expect(drawn([], 20)).toContain('nihil');
    expect(drawn([news(1)], 20)).not.toContain('DKI Jakarta');
  });
});
