'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { type Locale, rupiah, unitName } from '@/components/ui/format';
import type { CaseLine } from '@/lib/live/review';
import type { BaseUnit } from '@/lib/market/commodity';
import { TimeLeft } from './TimeLeft';

interface Props {
  readonly cases: readonly CaseLine[];
  readonly now: number;
  readonly current: number | null;
  readonly chosen: ReadonlySet<number>;
  readonly decides: boolean;
  readonly onOpen: (id: number) => void;
  readonly onChoose: (id: number) => void;
}

/** The queue: one line a case, the most urgent first. */
export function QueueList({ cases, now, current, chosen, decides, onOpen, onChoose }: Props) {
  const t = useTranslations('review');
  const locale = useLocale() as Locale;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-case="${current}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <ul className="queue" ref={list} aria-label={t('queue')}>
      {cases.map((one) => (
        <li
          key={one.id}
          className={one.id === current ? 'queue-row queue-current' : 'queue-row'}
          data-case={one.id}
        >
          {decides ? (
            <label className="queue-pick">
              <input
                type="checkbox"
                checked={chosen.has(one.id)}
                onChange={() => onChoose(one.id)}
                aria-label={t('choose', { name: one.commodity_name[locale], market: one.market })}
              />
            </label>
          ) : null}
          <button
            type="button"
            className="queue-open"
            aria-current={one.id === current ? 'true' : undefined}
            onClick={() => onOpen(one.id)}
          >
            <span className="queue-name">{one.commodity_name[locale]}</span>
            <span className="queue-price">
              {rupiah(one.price, locale)}
              <span className="muted"> /{unitName(one.unit as BaseUnit, locale)}</span>
            </span>
            <span className="muted small queue-place">
              {one.market}, {one.region}
            </span>
            <span className="small queue-state">
              {one.own_proposal ? t('ownProposal') : t(`state.${one.state}`)} ·{' '}
              <TimeLeft due={one.due_at} now={now} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
