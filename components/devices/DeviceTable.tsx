'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { EvidenceList } from '@/components/review/EvidenceList';
import { type Locale, moment } from '@/components/ui/format';
import type { EvidenceLine } from '@/lib/live/review';
import type { DeviceState } from '@/lib/market/device-state';

/** A row as the server made it ready; times are ms since 1970. */
export interface ShownRow {
  readonly deviceId: string;
  readonly market: string;
  readonly marketCode: string;
  readonly state: DeviceState;
  readonly simulated: boolean;
  readonly group: string | null;
  readonly person: string | null;
  readonly lastSeenAt: number | null;
  readonly silentSince: number | null;
  readonly online: boolean;
  readonly battery: number | null;
  readonly queueDepth: number | null;
  readonly clockOffsetMs: number | null;
  readonly software: string | null;
  readonly signs: boolean;
  /** What was found in the device's prices lately. */
  readonly evidence: readonly EvidenceLine[];
}

/** A clock that is further off than this is worth a look. */
const CLOCK_OFF_MS = 60_000;
const LOW_BATTERY = 20;

/** @param chosen ids that are ticked; `null` where nothing can be done to them */
export function DeviceTable({
  rows,
  chosen,
  choose,
}: {
  readonly rows: readonly ShownRow[];
  readonly chosen: ReadonlySet<string> | null;
  readonly choose: (ids: ReadonlySet<string>) => void;
}) {
  const t = useTranslations('devices');
  const locale = useLocale() as Locale;
  if (rows.length === 0) return <p className="panel">{t('none')}</p>;
  const time = (ms: number) => moment(ms, 'Asia/Jakarta', locale);

  function health(row: ShownRow): string {
    const said: string[] = [];
    if (row.battery !== null)
      said.push(t('battery', { percent: row.battery, low: row.battery < LOW_BATTERY ? 'yes' : 'no' }));
    if (row.queueDepth !== null && row.queueDepth > 0) said.push(t('queue', { count: row.queueDepth }));
    if (row.clockOffsetMs !== null && Math.abs(row.clockOffsetMs) > CLOCK_OFF_MS)
      said.push(t('clock', { minutes: Math.round(Math.abs(row.clockOffsetMs) / 60_000) }));
    if (row.signs) said.push(t('signs'));
    if (row.software !== null) said.push(row.software);
    return said.join(' · ');
  }

  function toggle(id: string): void {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    choose(next);
  }

  return (
    <ul className="device-list">
      {rows.map((row) => (
        <li key={row.deviceId} className="device-row">
          {chosen !== null && (
            <label className="device-pick">
              <input
                type="checkbox"
                checked={chosen.has(row.deviceId)}
                onChange={() => toggle(row.deviceId)}
              />
              <span className="hidden-visually">{t('pick', { device: row.deviceId })}</span>
            </label>
          )}
          <div className="device-who">
            <p className="device-id">
              <Link
                className="ident lone-link"
                href={`/portal/perangkat/id/${encodeURIComponent(row.deviceId)}`}
                prefetch={false}
              >
                {row.deviceId}
              </Link>
            </p>
            <p className="small muted">
              {row.market}
              {row.group !== null && ` · ${row.group}`}
              {row.simulated && ` · ${t('simulated')}`}
            </p>
            {row.person !== null && <p className="small">{t('heldBy', { person: row.person })}</p>}
          </div>
          <p className={`device-state state-${row.state}`}>{t(`states.${row.state}`)}</p>
          <div className="device-seen">
            <p className={row.silentSince === null ? '' : 'device-silent'}>
              {row.silentSince !== null && `${t('silent')} · `}
              {row.lastSeenAt === null ? t('never') : t('seen', { time: time(row.lastSeenAt) })}
            </p>
            <p className="small muted">{health(row)}</p>
          </div>
          {row.evidence.length > 0 && (
            <details className="device-evidence">
              <summary>{t('evidence', { count: row.evidence.length })}</summary>
              <EvidenceList evidence={row.evidence} />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
