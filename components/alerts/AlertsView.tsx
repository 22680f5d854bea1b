'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { LinkNotice } from '@/components/live/LinkNotice';
import { SimulatedBanner } from '@/components/ui/SimulatedBanner';
import type { OpenAlerts } from '@/lib/live/alert-news';
import { PUBLIC_ALERT_KINDS } from '@/lib/market/alert';
import { AlertFinder } from './AlertFinder';
import { alertAddress } from './alert-address';
import { type AlertWish, useAlertWish } from './use-alert-wish';
import { useAlerts } from './use-alerts';

interface Props {
  readonly initial: OpenAlerts;
  readonly commodities: readonly { readonly code: string; readonly name: string }[];
  readonly regions: readonly { readonly id: number; readonly name: string }[];
  /** What the page's address asks for. */
  readonly wish: AlertWish;
}

const PAGE = 50;

/** All open alerts that everybody may read. */
export function AlertsView({ initial, commodities, regions, wish }: Props) {
  const t = useTranslations('alerts');
  const { alerts } = useAlerts(initial);
  const found = useAlertWish(alerts, PAGE, wish);
  useEffect(() => window.history.replaceState(null, '', alertAddress(found.wish)), [found.wish]);
  return (
    <main className="page" id="content">
      <LinkNotice />
      {found.fitting.some((a) => a.simulated) ? <SimulatedBanner /> : null}
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead">{t('lead')}</p>
      <AlertFinder
        found={found}
        kinds={PUBLIC_ALERT_KINDS}
        commodities={commodities.map(({ code, name }) => ({ value: code, text: name }))}
        regions={regions.map(({ id, name }) => ({ value: String(id), text: name }))}
        none={t('none')}
      />
    </main>
  );
}
