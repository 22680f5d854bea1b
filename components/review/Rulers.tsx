'use client';

import { useLocale, useTranslations } from 'next-intl';
import { decimal, type Locale } from '@/components/ui/format';
import type { DetectorResult } from '@/lib/market/verdict';

const WIDTH = 240;
const HEIGHT = 18;

/** Each detector as a small ruler: how far it went, and where it would have spoken up. */
export function Rulers({ detectors }: { readonly detectors: readonly DetectorResult[] }) {
  const t = useTranslations('review.detector');
  const locale = useLocale() as Locale;
  return (
    <ul className="rulers">
      {detectors.map((d) => {
        const name = t.has(`name.${d.name}`) ? t(`name.${d.name}`) : d.name;
        const value = decimal(d.value, 1, locale);
        const limit = decimal(d.limit, 1, locale);
        return (
          <li key={d.name} className="ruler">
            <span className="ruler-name">{name}</span>
            <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="ruler-line" aria-hidden="true">
              <Marks value={d.value} limit={d.limit} vote={d.vote} />
            </svg>
            <span className="small">
              {t(d.vote ? 'over' : 'under', { value, limit })}
              <span className="muted"> {t('window', { count: d.window })}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Marks({ value, limit, vote }: Pick<DetectorResult, 'value' | 'limit' | 'vote'>) {
  const most = Math.max(Math.abs(value), limit, 0.001) * 1.15;
  const x = (v: number) => Math.round((Math.min(Math.abs(v), most) / most) * WIDTH);
  return (
    <>
      <rect className="ruler-ground" x="0" y="7" width={WIDTH} height="4" rx="2" />
      <rect className={vote ? 'ruler-over' : 'ruler-under'} x="0" y="7" width={x(value)} height="4" rx="2" />
      <line className="ruler-limit" x1={x(limit)} x2={x(limit)} y1="1" y2="17" />
    </>
  );
}
