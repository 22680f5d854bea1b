'use client';

import { useTranslations } from 'next-intl';
import { useLiveStatus } from './LiveProvider';

/** Says whether the figures on the page are moving with the ledger. */
export function LiveBadge() {
  const t = useTranslations('live');
  const status = useLiveStatus();
  return (
    <span className={`live live-${status}`} role="status" title={t(`${status}Why`)}>
      <span className="live-dot" aria-hidden="true" />
      {t(status)}
    </span>
  );
}
