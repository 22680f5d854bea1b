import { useLocale, useTranslations } from 'next-intl';
import { type Locale, moment } from '@/components/ui/format';
import { Icon, type IconName } from '@/components/ui/icons';
import { SimulatedTag } from '@/components/ui/StateMark';
import type { AlertNews } from '@/lib/live/alert-news';
import type { AlertKind } from '@/lib/market/alert';

const ICONS: Readonly<Record<AlertKind, IconName>> = {
  impact: 'chart',
  reference: 'bell',
  silent: 'clock',
  manual: 'flag',
  device: 'link',
};

/** Alerts one below the other: how urgent in word, colour and icon, what was noticed, since when. */
export function AlertRows({ alerts }: { readonly alerts: readonly AlertNews[] }) {
  const t = useTranslations('alerts');
  const locale = useLocale() as Locale;
  return (
    <ul className="alerts">
      {alerts.map((a) => (
        <li key={a.id} className={`alert alert-${a.level}`}>
          <span className="alert-level">
            <Icon name={ICONS[a.kind]} />
            {t(`levels.${a.level}`)}
          </span>
          <span className="alert-what">
            <span>{a.text[locale]}</span>
            <span className="muted small">
              {t(`kinds.${a.kind}`)} ·{' '}
              {t('since', { time: moment(Date.parse(a.opened_at), 'Asia/Jakarta', locale) })}
              {a.evidence.source === undefined ? null : ` · ${t('source', { source: a.evidence.source })}`}{' '}
              {a.simulated ? <SimulatedTag /> : null}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
