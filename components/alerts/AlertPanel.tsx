'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { OpenAlerts } from '@/lib/live/alert-news';
import { AlertGroups } from './AlertGroups';
import { aloneAlerts, groupAlerts } from './group-alerts';
import { useAlerts } from './use-alerts';

interface Props {
  readonly initial: OpenAlerts;
  /** Only alerts about this commodity. */
  readonly commodity?: string;
  /** Lines. */
  readonly most: number;
  /** A commodity's name by its code. */
  readonly nameOf: (commodity: string) => string;
}

/** The heaviest alerts that are open, on a page about something else. */
export function AlertPanel({ initial, commodity, most, nameOf }: Props) {
  const t = useTranslations('alerts');
  const { alerts } = useAlerts(initial);
  const wanted = commodity === undefined ? alerts : alerts.filter((a) => a.commodity === commodity);
  const lines = commodity === undefined ? groupAlerts(wanted) : aloneAlerts(wanted);
  const query = commodity === undefined ? '' : `?${new URLSearchParams({ commodity })}`;
  return (
    <section className="panel" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {wanted.length === 0 ? (
        <p className="muted">{t('none')}</p>
      ) : (
        <AlertGroups groups={lines.slice(0, most)} nameOf={nameOf} />
      )}
      {wanted.length > Math.min(lines.length, most) ? (
        <p className="panel-more">
          <Link className="button" href={`/peringatan${query}`} prefetch={false}>
            {t('all', { count: wanted.length })}
          </Link>
        </p>
      ) : null}
    </section>
  );
}
