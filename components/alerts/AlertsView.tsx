'use client';

import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { LinkNotice } from '@/components/live/LinkNotice';
import { SimulatedBanner } from '@/components/ui/SimulatedBanner';
import type { OpenAlerts } from '@/lib/live/alert-news';
import { PUBLIC_ALERT_KINDS } from '@/lib/market/alert';
import { AlertFinder } from './AlertFinder';
import { alertAddress, readAlertWish } from './alert-address';
import { useAlertWish } from './use-alert-wish';
import { useAlerts } from './use-alerts';

interface Props {
  readonly initial: OpenAlerts;
  readonly commodities: readonly { readonly code: string; readonly name: string }[];
  readonly regions: readonly { readonly id: number; readonly name: string }[];
}

const PAGE = 50;

/**
 * All open alerts that everybody may read. What is wanted of them is read from the address, since the way back to this page
 * brings what the server said first and not what was chosen since.
 */
export function AlertsView({ initial, commodities, regions }: Props) {
  const t = useTranslations('alerts');
  const { alerts } = useAlerts(initial);
  const asked = readAlertWish(Object.fromEntries(useSearchParams()), {
    commodity: (said) => commodities.some(({ code }) => code === said),
    region: (said) => regions.some(({ id }) => String(id) === said),
  });
  const found = useAlertWish(alerts, PAGE, asked);
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
