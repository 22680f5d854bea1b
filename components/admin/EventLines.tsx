import { useTranslations } from 'next-intl';
import { dayShort, type Locale } from '@/components/ui/format';
import type { PublicEvent } from '@/lib/live/board';
import { EditForm } from './EditForm';
import { TextField } from './Fields';
import type { SaveAction } from './save-answer';

interface Props {
  readonly lines: readonly (PublicEvent & { readonly about: string; readonly mayChange: boolean })[];
  /** ISO date. */
  readonly today: string;
  readonly locale: Locale;
  readonly end: SaveAction;
  readonly withdraw: SaveAction;
}

/** Events that hold now, newest first, each with what may be done about it. */
export function EventLines({ lines, today, locale, end, withdraw }: Props) {
  const t = useTranslations('happening');
  if (lines.length === 0) return <p className="panel panel-empty muted">{t('none')}</p>;
  return (
    <ul className="admin-stack">
      {lines.map((e) => (
        <li key={e.id} className="panel event">
          <p>
            <strong>{t(`kind.${e.kind}`)}</strong> · {e.place ?? t('nation')} · {e.about}
          </p>
          <p>{(locale === 'en' ? e.text_en : null) ?? e.text_id}</p>
          <p className="muted small">
            {dayShort(e.from, locale)} – {e.to === null ? t('stillOn') : dayShort(e.to, locale)} ·{' '}
            {t('sourceIs', { source: e.source })}
          </p>
          {e.mayChange ? (
            <details>
              <summary>{t('change')}</summary>
              <div className="event-acts">
                <a className="button" href={`/portal/peristiwa?ganti=${e.id}#isian`}>
                  {t('correct')}
                </a>
                {e.to === null ? (
                  <EditForm action={end} send={t('end')} values={{ event: e.id }} quiet>
                    <TextField
                      name="ends"
                      label={t('lastDay')}
                      type="date"
                      defaultValue={today}
                      max={today}
                      required
                    />
                  </EditForm>
                ) : null}
                <EditForm action={withdraw} send={t('withdraw')} values={{ event: e.id }} quiet />
              </div>
            </details>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
