import { useLocale, useTranslations } from 'next-intl';
import { decimal, type Locale, moment, percent } from '@/components/ui/format';
import { SimulatedTag } from '@/components/ui/StateMark';
import { AlertMark } from './AlertMark';
import { AlertRows } from './AlertRows';
import { type AlertGroup, firstOpened, furthest, levelCounts } from './group-alerts';

interface Props {
  readonly group: AlertGroup;
  readonly nameOf: (commodity: string) => string;
}

/** Several alerts about one thing in a line, with how urgent they are; it opens to each of them. */
export function AlertGroupRow({ group, nameOf }: Props) {
  const t = useTranslations('alerts');
  const locale = useLocale() as Locale;
  const { kind, alerts } = group;
  const [heaviest] = alerts;
  const counts = levelCounts(alerts).map(
    ([level, count]) => `${decimal(count, 0, locale)} ${t(`levels.${level}`).toLowerCase()}`,
  );
  const since = moment(firstOpened(alerts), 'Asia/Jakarta', locale);
  return (
    <li className={`alert-group alert-${heaviest.level}`}>
      <details>
        <summary className="alert">
          <AlertMark kind={kind} level={heaviest.level} />
          <span className="alert-what">
            <span>{t(`many.${reasonOf(group)}`, wordsOf(group, nameOf, locale))}</span>
            <span className="muted small">
              {counts.join(', ')} · {t('since', { time: since })}{' '}
              {alerts.some((a) => a.simulated) ? <SimulatedTag /> : null}
            </span>
          </span>
        </summary>
        <AlertRows alerts={alerts} />
      </details>
    </li>
  );
}

/** What a person wrote is never put together. */
function reasonOf({ kind, alerts: [{ evidence }] }: AlertGroup) {
  if (kind === 'impact') return (evidence.change ?? 0) < 0 ? 'falls' : 'rises';
  return kind === 'manual' ? 'reference' : kind;
}

function wordsOf({ commodity, alerts }: AlertGroup, nameOf: Props['nameOf'], locale: Locale) {
  return {
    commodity: commodity === null ? '' : nameOf(commodity),
    count: decimal(alerts.length, 0, locale),
    share: percent(furthest(alerts), locale),
  };
}
