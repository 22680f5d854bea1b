import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { ForecastPanel } from '@/components/forecast/ForecastPanel';
import type { ForecastAnswer } from '@/lib/live/outlook';
import en from '@/messages/en.json' with { type: 'json' };
import id from '@/messages/id.json' with { type: 'json' };
import { boardCommodity } from '../support/board-fixture';

const quantiles = { '0.1': 55_000, '0.5': 60_000, '0.9': 65_000 };
const forecast = {
  model: 'naive',
  confidence: 0.28,
  simulated: false,
  forecast_7d: [{ h: 1, date: '2026-11-23', mean: 60_000, quantiles }],
} as unknown as ForecastAnswer;

describe('the forecast on a page', () => {
  it.each([
    ['id', id, 'hari besar, dan kebijakan tidak diketahuinya'],
    ['en', en, 'knows nothing of weather, harvests, holidays or policy'],
  ] as const)(
    'says in %s what it knows nothing of, beside how often it was close',
    (locale, messages, said) => {
      const html = renderToStaticMarkup(
        <NextIntlClientProvider locale={locale} messages={messages} timeZone="Asia/Jakarta">
          <ForecastPanel seen={boardCommodity().spark} forecast={forecast} />
        </NextIntlClientProvider>,
      );
      expect(html).toContain(said);
      expect(html).toContain('28');
    },
  );
});
