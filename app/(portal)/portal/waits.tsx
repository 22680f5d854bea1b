import { getTranslations } from 'next-intl/server';
import { TimeLeft } from '@/components/review/TimeLeft';
import { isoTime } from '@/lib/market/iso-time';
import type { Waiting } from '@/lib/services/read-waiting';

interface Props {
  /** Page of the rail. */
  readonly page: string;
  readonly waiting: Waiting;
  /** ms since 1970. */
  readonly now: number;
}

/** What waits on a page of the portal, on the tile that leads there. */
export async function Waits({ page, waiting: { held, alerts, silentDevices }, now }: Props) {
  const t = await getTranslations('portal.waits');
  const tell = (count: number, words: string) => (
    <span className={`tile-waits ${count === 0 ? 'muted' : 'tile-waits-some'}`}>{words}</span>
  );
  if (page === 'review' && held !== null) {
    return (
      <span className="tile-facts small">
        {tell(held.count, t('held', { count: held.count }))}
        {held.firstDueAt === null ? null : (
          <span>
            · {t('first')} <TimeLeft due={isoTime(held.firstDueAt)} now={now} />
          </span>
        )}
      </span>
    );
  }
  if (page === 'alerts' && alerts !== null)
    return <span className="tile-facts small">{tell(alerts.open, t('alerts', { ...alerts }))}</span>;
  if (page === 'devices' && silentDevices !== null)
    return (
      <span className="tile-facts small">{tell(silentDevices, t('devices', { count: silentDevices }))}</span>
    );
  return null;
}
