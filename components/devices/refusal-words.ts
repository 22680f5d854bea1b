'use client';

import { useTranslations } from 'next-intl';
import type { DoorResult } from './enrolment';

/** What a door refused: the fault of its first field, and its status. */
export type Refusal = Pick<DoorResult, 'errors' | 'detail' | 'status' | 'market_id'>;

/** Why, in the reader's language: the first field that is wrong, else the kind of refusal, else the door's own words. */
export function useRefusalWords(): (refusal: Refusal) => string {
  const t = useTranslations('devices.refused');
  return ({ errors, detail, status, market_id = '' }) => {
    const [first] = errors ?? [];
    const known = [first?.code, `status_${status}`].find((key) => key !== undefined && t.has(key));
    return known === undefined
      ? (first?.message ?? detail ?? t('status_0'))
      : t(known, { market: market_id });
  };
}
