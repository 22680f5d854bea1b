'use client';

import { useTranslations } from 'next-intl';
import { useLiveStatus } from './LiveProvider';

/** A line above the figures while they stand still: what happened and what comes next. */
export function LinkNotice() {
  const t = useTranslations('live');
  const status = useLiveStatus();
  if (status === 'live' || status === 'connecting') return null;
  return (
    <p className="link-notice" role="status">
      {t(`${status}Why`)}
    </p>
  );
}
