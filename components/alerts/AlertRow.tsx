import { useLocale, useTranslations } from 'next-intl';
import { type Locale, moment } from '@/components/ui/format';
import { SimulatedTag } from '@/components/ui/StateMark';
import type { AlertNews } from '@/lib/live/alert-news';
import { AlertMark } from './AlertMark';

/** One alert: how urgent, what was noticed, since when. */
export function AlertRow({ alert: a }: { readonly alert: AlertNews }) {
  const t = useTranslations('alerts');
  const locale = useLocale() as Locale;
  return (
    <li className={`alert alert-${a.level}`}>
      <AlertMark kind={a.kind} level={a.level} />
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
  );
}
