'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { LinkNotice } from '@/components/live/LinkNotice';
import type { Locale } from '@/components/ui/format';
import { SimulatedBanner } from '@/components/ui/SimulatedBanner';
import type { OpenAlerts } from '@/lib/live/alert-news';
import { ALERT_LEVELS, PUBLIC_ALERT_KINDS } from '@/lib/market/alert';
import { AlertRows } from './AlertRows';
import { Choice } from './Choice';
import { useAlerts } from './use-alerts';

interface Props {
  readonly initial: OpenAlerts;
  readonly commodities: readonly { readonly code: string; readonly name: string }[];
  readonly regions: readonly { readonly id: number; readonly name: string }[];
  readonly commodity: string;
}

const PAGE = 50;

/** All open alerts, narrowed as the reader likes. */
export function AlertsView({ initial, commodities, regions, commodity: first }: Props) {
  const t = useTranslations('alerts');
  const locale = useLocale() as Locale;
  const { alerts } = useAlerts(initial);
  const [wish, setWish] = useState({ kind: '', level: '', commodity: first, region: '' });
  const [most, setMost] = useState(PAGE);
  const choose = (change: Partial<typeof wish>) => {
    setWish({ ...wish, ...change });
    setMost(PAGE);
  };
  const shown = alerts.filter(
    (a) =>
      (wish.kind === '' || a.kind === wish.kind) &&
      (wish.level === '' || a.level === wish.level) &&
      (wish.commodity === '' || a.commodity === wish.commodity) &&
      (wish.region === '' || String(a.region_id) === wish.region),
  );
  return (
    <main className="page" id="content">
      <LinkNotice />
      {shown.some((a) => a.simulated) ? <SimulatedBanner /> : null}
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead">{t('lead')}</p>
      <div className="alert-tools">
        <Choice label={t('kind')} all={t('every')} value={wish.kind} onChoose={(kind) => choose({ kind })}>
          {PUBLIC_ALERT_KINDS.map((kind) => ({ value: kind, text: t(`kinds.${kind}`) }))}
        </Choice>
        <Choice
          label={t('level')}
          all={t('every')}
          value={wish.level}
          onChoose={(level) => choose({ level })}
        >
          {[...ALERT_LEVELS].reverse().map((level) => ({ value: level, text: t(`levels.${level}`) }))}
        </Choice>
        <Choice
          label={t('commodity')}
          all={t('every')}
          value={wish.commodity}
          onChoose={(commodity) => choose({ commodity })}
        >
          {commodities.map(({ code, name }) => ({ value: code, text: name }))}
        </Choice>
        <Choice
          label={t('region')}
          all={t('every')}
          value={wish.region}
          onChoose={(region) => choose({ region })}
        >
          {regions.map(({ id, name }) => ({ value: String(id), text: name }))}
        </Choice>
      </div>
      <p className="muted" role="status">
        {t('found', { count: shown.length.toLocaleString(locale === 'id' ? 'id-ID' : 'en-GB') })}
      </p>
      {shown.length === 0 ? (
        <p className="notice muted">{alerts.length === 0 ? t('none') : t('nothingFound')}</p>
      ) : (
        <AlertRows alerts={shown.slice(0, most)} />
      )}
      {shown.length > most ? (
        <p className="panel-more">
          <button type="button" className="button" onClick={() => setMost(most + PAGE)}>
            {t('more')}
          </button>
        </p>
      ) : null}
    </main>
  );
}
