'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Icon } from '@/components/ui/icons';

interface Props {
  readonly table: boolean;
  /** Path that restores this view exactly. */
  readonly link: string;
  readonly onTable: () => void;
  /** `null` where there is nothing to save. */
  readonly onCsv: (() => void) | null;
  readonly onPng: (() => void) | null;
}

/** What can be taken away from a chart. */
export function ChartTools({ table, link, onTable, onCsv, onPng }: Props) {
  const t = useTranslations('chart');
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard?.writeText(new URL(link, window.location.href).href);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <div className="chart-tools">
      <button type="button" className="button" onClick={onTable}>
        <Icon name={table ? 'chart' : 'table'} />
        {t(table ? 'asChart' : 'asTable')}
      </button>
      <button type="button" className="button" disabled={!onPng} onClick={() => onPng?.()}>
        <Icon name="download" />
        PNG
      </button>
      <button type="button" className="button" disabled={!onCsv} onClick={() => onCsv?.()}>
        <Icon name="download" />
        CSV
      </button>
      <a
        className="button"
        href={link}
        onClick={(event) => {
          if (!navigator.clipboard || event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          copy().catch(() => window.location.assign(link));
        }}
      >
        <Icon name="link" />
        <span aria-live="polite">{t(copied ? 'copied' : 'link')}</span>
      </a>
    </div>
  );
}
