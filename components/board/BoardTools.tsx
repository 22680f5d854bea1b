'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useLatest } from '@/components/live/use-latest';
import { Icon } from '@/components/ui/icons';
import { ORDERS, type Order } from './sort-board';

interface Props {
  readonly search: string;
  readonly order: Order;
  readonly found: number;
  readonly onSearch: (search: string) => void;
  readonly onOrder: (order: Order) => void;
}

/** Search and order of the cards. `/` jumps into the search, Escape empties it; the key is told of once it works. */
export function BoardTools({ search, order, found, onSearch, onOrder }: Props) {
  const t = useTranslations('board');
  const box = useRef<HTMLInputElement>(null);
  const [listens, setListens] = useState(false);
  const searchFor = useLatest(onSearch);
  useEffect(() => {
    // The box keeps its own text, so that what was typed before scripts had come is not emptied but looked for.
    if (box.current?.value) searchFor.current(box.current.value);
  }, [searchFor]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, select, textarea');
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || typing) return;
      event.preventDefault();
      box.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    setListens(true);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className="tools">
      <search className="search">
        <Icon name="search" />
        <input
          ref={box}
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          {...(listens ? { 'aria-keyshortcuts': '/' } : {})}
          onChange={(event) => onSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.currentTarget.value = '';
            onSearch('');
          }}
        />
        <span className="search-key" aria-hidden="true">
          /
        </span>
      </search>
      <p className="hidden-visually" role="status">
        {search ? t('found', { count: String(found) }) : ''}
      </p>
      <label className="field">
        <span>{t('order')}</span>
        <select value={order} onChange={(event) => onOrder(ORDERS[event.target.selectedIndex] ?? 'matters')}>
          {ORDERS.map((option) => (
            <option key={option} value={option}>
              {t(`orders.${option}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
