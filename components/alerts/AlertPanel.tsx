'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { OpenAlerts } from '@/lib/live/alert-news';
import { AlertRows } from './AlertRows';
import { useAlerts } from './use-alerts';

interface Props {
  readonly initial: OpenAlerts;
  /** Only alerts about this commodity. */
  readonly commodity?: string;
  readonly most: number;
}

/** The heaviest alerts that are open, on a page about something else. */
export function AlertPanel({ initial, commodity, most }: Props) {
  const t = useTranslations('alerts');
  const { alerts } = useAlerts(initial);
  const wanted = commodity === undefined ? alerts : alerts.filter((a) => a.commodity === commodity);
  const query = commodity === undefined ? '' : `?${new URLSearchParams({ commodity })}`;
  return (
    <section className="panel" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {wanted.length === 0 ? (
        <p className="muted">{t('none')}</p>
      ) : (
        <AlertRows alerts={wanted.slice(0, most)} />
      )}
      {wanted.length > most ? (
        <p className="panel-more">
          <Link className="button" href={`/peringatan${query}`} prefetch={false}>
            {t('all', { count: String(wanted.length) })}
          </Link>
        </p>
      ) : null}
    </section>
  );
}
