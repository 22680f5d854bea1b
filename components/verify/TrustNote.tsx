import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { forget } from './browser-memory';

/** Whom one believes by believing this page, and how to believe less. */
export function TrustNote() {
  const t = useTranslations('verify.trust');
  return (
    <section className="verify-trust" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p className="measure">{t('page')}</p>
      <p className="measure">
        {t('offline')}{' '}
        <Link href="/buku-besar" prefetch={false}>
          {t('book')}
        </Link>
      </p>
      <p className="measure">
        {t('memory')}{' '}
        <button
          type="button"
          className="link"
          onClick={() => {
            forget();
            window.location.reload();
          }}
        >
          {t('forget')}
        </button>
      </p>
    </section>
  );
}
