'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type Locale, moment, rupiah } from '@/components/ui/format';
import type { CaseEvent } from '@/lib/live/review';

/** All that happened to the price, each with its place in the ledger. */
export function CaseEvents({ events }: { readonly events: readonly CaseEvent[] }) {
  const t = useTranslations('review');
  const locale = useLocale() as Locale;
  const reason = (e: CaseEvent) => {
    const words = e.reason.split(', ').map((code) => (t.has(`reason.${code}`) ? t(`reason.${code}`) : code));
    return words.join(', ');
  };
  const who = (by: string) => {
    if (by === 'judge') return t('events.judge');
    return by.startsWith('device:') ? t('events.device', { device: by.slice(7) }) : by;
  };
  return (
    <ol className="events">
      {events.map((e) => (
        <li key={e.ledger_index}>
          <p className="event-head">
            <strong>{t(e.act === 'decline' ? 'events.ended' : `act.${e.act}`)}</strong>{' '}
            {e.state === 'proposed' ? <span className="tag">{t('state.proposed')}</span> : null}
            {e.from !== null && e.from !== e.to ? (
              <span>
                {t(`lane.${e.from}`)} → {t(`lane.${e.to}`)}
              </span>
            ) : null}
            {e.from === null ? <span>{t(`lane.${e.to}`)}</span> : null}
            {e.corrected_price === null ? null : <span> {rupiah(e.corrected_price, locale)}</span>}
          </p>
          {e.note === null ? null : <p className="event-note">{e.note}</p>}
          <p className="small muted">
            {who(e.by)} · {moment(Date.parse(e.at), 'Asia/Jakarta', locale)}
            {e.reason === '' ? '' : ` · ${reason(e)}`} ·{' '}
            <a href={`/verify?i=${e.ledger_index}`}>{t('events.leaf', { index: e.ledger_index })}</a>
          </p>
        </li>
      ))}
    </ol>
  );
}
