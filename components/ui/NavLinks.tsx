'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';

const PAGES = [
  { href: '/', key: 'board' },
  { href: '/dashboard/map/', key: 'map' },
  { href: '/peringatan', key: 'alerts' },
  { href: '/metode', key: 'method' },
] as const;

const plain = (path: string) => path.replace(/\/$/, '');

export function NavLinks() {
  const t = useTranslations('nav');
  const path = plain(usePathname());
  return (
    <nav className="nav" aria-label={t('label')}>
      {PAGES.map(({ href, key }) => (
        <Link key={key} href={href} prefetch={false} aria-current={plain(href) === path ? 'page' : undefined}>
          {t(key)}
        </Link>
      ))}
    </nav>
  );
}
