'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';

/** A secret that nobody can see again: to be copied now. */
export function ShownOnce({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  const t = useTranslations('portal.form');
  const [copied, setCopied] = useState(false);
  return (
    <div className="once" role="status">
      <p className="once-title">{title}</p>
      <ul className={lines.length > 1 ? 'once-codes' : undefined}>
        {lines.map((line) => (
          <li key={line}>
            <code>{line}</code>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="button"
        onClick={() => navigator.clipboard?.writeText(lines.join('\n')).then(() => setCopied(true))}
      >
        {copied ? t('copied') : t('copy')}
      </button>
    </div>
  );
}
