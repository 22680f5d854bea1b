'use client';

import { useTranslations } from 'next-intl';

const KEYS = ['j', 'k', 'x', 'a', 'r', 'c', 't', 'u', 'd', '/', '?', 'Esc'] as const;
const NAMES = { '/': 'filter', '?': 'help', Esc: 'escape' } as const;

export function KeyHelp() {
  const t = useTranslations('review.keys');
  return (
    <section className="panel key-help" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <dl>
        {KEYS.map((key) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(key in NAMES ? NAMES[key as keyof typeof NAMES] : key)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
