import Link from 'next/link';
import { useTranslations } from 'next-intl';

export function Footer() {
  const t = useTranslations('footer');
  return (
    <footer className="foot">
      <div className="foot-row">
        <p className="measure">{t('text')}</p>
        <ul>
          <li>
            <Link href="/metode" prefetch={false}>
              {t('method')}
            </Link>
          </li>
          <li>
            <Link href="/buku-besar" prefetch={false}>
              {t('book')}
            </Link>
          </li>
          <li>
            <Link href="/verify" prefetch={false}>
              {t('verify')}
            </Link>
          </li>
          <li>
            <a href="/docs/api">{t('api')}</a>
          </li>
        </ul>
      </div>
    </footer>
  );
}
