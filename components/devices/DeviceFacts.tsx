import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { EvidenceList } from '@/components/review/EvidenceList';
import { decimal, type Locale, moment } from '@/components/ui/format';
import type { ShownRow } from './DeviceTable';

/** How a device is, as it last said. */
export function DeviceFacts({ row }: { readonly row: ShownRow }) {
  const t = useTranslations('devices');
  const one = useTranslations('devices.one');
  const locale = useLocale() as Locale;
  const time = (ms: number) => moment(ms, 'Asia/Jakarta', locale);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [one('state'), t(`states.${row.state}`)],
    [
      one('market'),
      <>
        {row.market} <span className="ident">({row.marketCode})</span>
        {row.simulated ? ` · ${t('simulated')}` : ''}
      </>,
    ],
    [one('seen'), row.lastSeenAt === null ? t('never') : time(row.lastSeenAt)],
    [one('silent'), row.silentSince === null ? one('no') : one('since', { time: time(row.silentSince) })],
    [one('mqtt'), one(row.online ? 'yes' : 'no')],
    [one('battery'), row.battery === null ? one('unknown') : `${row.battery}\u00a0%`],
    [one('waiting'), row.queueDepth === null ? one('unknown') : decimal(row.queueDepth, 0, locale)],
    [
      one('clock'),
      row.clockOffsetMs === null
        ? one('unknown')
        : one('seconds', { seconds: decimal(row.clockOffsetMs / 1000, 1, locale) }),
    ],
    [one('software'), row.software ?? one('unknown')],
    [one('key'), one(row.signs ? 'signs' : 'noKey')],
  ];
  return (
    <section className="panel" aria-label={one('facts')}>
      <h2>{one('facts')}</h2>
      <dl className="device-facts">
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt className="muted small">{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {row.evidence.length > 0 && (
        <div className="device-evidence">
          <h3>{t('evidence', { count: row.evidence.length })}</h3>
          <EvidenceList evidence={row.evidence} />
        </div>
      )}
    </section>
  );
}
