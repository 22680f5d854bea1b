'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { ChangeMark } from '@/components/ui/ChangeMark';
import { type Locale, named, rupiah } from '@/components/ui/format';
import { Notice } from '@/components/ui/Notice';
import { dropRecord, queueDrafts } from './actions';
import type { FieldState } from './core/follow-kept';
import { hintFor } from './core/hint';
import { flush } from './core/send';
import { go } from './use-view';

/** All that was typed and not sent yet, once more before it goes. */
export function ReviewView({ state }: { readonly state: FieldState }) {
  const t = useTranslations('field.review');
  const locale = useLocale() as Locale;
  const [busy, setBusy] = useState(false);
  const drafts = state.records.filter((r) => r.state === 'draft');
  const send = async () => {
    setBusy(true);
    await queueDrafts();
    go('outbox');
    await flush(true);
  };
  return (
    <div className="field-page">
      <h1 className="field-title">{t('title')}</h1>
      {drafts.length === 0 ? <Notice title={t('empty')} text={t('emptyWhy')} /> : null}
      <ul className="field-items">
        {drafts.map((record) => {
          const item = state.round?.commodities.find((c) => c.commodity === record.commodity);
          const hint = item === undefined ? null : hintFor(item, record.price);
          const name = item === undefined ? record.commodity : named(item, locale);
          return (
            <li key={record.id} className="field-review">
              <a
                className="field-item"
                href={`#/entry/${record.commodity}${record.corrects === null ? '' : `/${record.corrects}`}`}
              >
                <span className="field-item-name">{name}</span>
                <span className="field-item-price number">{rupiah(record.price, locale)}</span>
                <span className="field-item-state">
                  {item?.last ? <ChangeMark ratio={record.price / item.last.price - 1} /> : null}
                </span>
                {hint === null ? null : <span className="field-item-state field-odd">{t('odd')}</span>}
              </a>
              <button
                type="button"
                className="field-drop"
                aria-label={t('drop', { name })}
                onClick={() => void dropRecord(record.id)}
              >
                ×
              </button>
            </li>
          );
        })}
      </ul>
      <div className="field-foot">
        <a className="field-second" href="#/">
          {t('more')}
        </a>
        <button
          type="button"
          className="field-main"
          disabled={busy || drafts.length === 0}
          onClick={() => void send()}
        >
          {t('send', { count: drafts.length })}
        </button>
      </div>
    </div>
  );
}
