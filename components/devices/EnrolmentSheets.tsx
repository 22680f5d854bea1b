'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type Locale, moment } from '@/components/ui/format';
import type { Enrolment } from './enrolment';

/** Codes to be scanned: large on the screen for one, and on paper one card for each, to be cut out. */
export function EnrolmentSheets({ enrolments }: { readonly enrolments: readonly Enrolment[] }) {
  const t = useTranslations('devices.sheet');
  const locale = useLocale() as Locale;
  return (
    <section className="sheets" aria-label={t('title')}>
      <div className="sheets-head">
        <p className="measure">{t('how', { count: enrolments.length })}</p>
        <button type="button" className="button" onClick={() => window.print()}>
          {t('print')}
        </button>
      </div>
      <ul className={enrolments.length === 1 ? 'sheet-list sheet-one' : 'sheet-list'}>
        {enrolments.map((e) => (
          <li key={e.device_id} className="sheet panel">
            <p className="sheet-name">{e.device_id}</p>
            <p className="muted">{e.market_id}</p>
            {/* biome-ignore lint/performance/noImgElement: the picture is a data URL that was just made */}
            <img src={e.qr} alt={t('qr', { device: e.device_id })} width={320} height={320} />
            <p className="sheet-code">{e.enrolment_code}</p>
            <p className="small sheet-link">
              <a href={e.enrolment_url}>{e.enrolment_url.split('#')[0]}</a>
            </p>
            <p className="small muted">
              {t('until', {
                time: moment(Date.parse(e.enrolment_expires_at), 'Asia/Jakarta', locale),
              })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
