'use client';

import { useTranslations } from 'next-intl';
import { Notice } from './Notice';

/** What a page shows when its figures could not be read. `digest` finds the cause in the server's log. */
export function ErrorView({
  digest,
  retry,
}: {
  readonly digest: string | undefined;
  readonly retry: () => void;
}) {
  const t = useTranslations('error');
  return (
    <main className="page" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <Notice title={t('what')} text={t('why')} tone="warn">
        <button type="button" className="button button-main" onClick={retry}>
          {t('retry')}
        </button>
      </Notice>
      {digest ? <p className="muted small">{t('digest', { digest })}</p> : null}
    </main>
  );
}
