'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Icon } from '@/components/ui/icons';
import { ORDERS, type Order } from './sort-board';

interface Props {
  readonly search: string;
  readonly order: Order;
  readonly found: number;
  readonly onSearch: (search: string) => void;
  readonly onOrder: (order: Order) => void;
}

/** Search and order of the cards. `/` jumps into the search, Escape empties it. */
export function BoardTools({ search, order, found, onSearch, onOrder }: Props) {
  const t = useTranslations('board');
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, select, textarea');
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || typing) return;
      event.preventDefault();
      box.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className="tools">
      <search className="search">
        <Icon name="search" />
        <input
          ref={box}
          type="search"
          value={search}
          aria-label={t('search')}
          placeholder={t('search')}
          aria-keyshortcuts="/"
          onChange={(event) => onSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onSearch('');
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
