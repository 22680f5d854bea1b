import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { LiveBadge } from '@/components/live/LiveBadge';
import { Clock } from './Clock';
import { LocaleSwitch } from './LocaleSwitch';
import { NavLinks } from './NavLinks';
import { ThemeSwitch } from './ThemeSwitch';
import type { Theme } from './theme';

interface Props {
  readonly theme: Theme;
  /** ms, for a clock that reads the same before and after hydration. */
  readonly now: number;
  /** Name of whoever is signed in. */
  readonly person: string | null;
  readonly chooseLocale: (form: FormData) => Promise<void>;
  readonly chooseTheme: (form: FormData) => Promise<void>;
}

export function TopBar({ theme, now, person, chooseLocale, chooseTheme }: Props) {
  const t = useTranslations('nav');
  return (
    <header className="top">
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <div className="top-row">
        <Link href="/" prefetch={false} className="mark" aria-label={t('home')}>
          <svg viewBox="0 0 28 28" width="28" height="28" aria-hidden="true">
            <rect x="1" y="1" width="26" height="26" rx="7" fill="var(--brand)" />
            <path d="M7 18.5 11.5 13l3.5 3 6-7.5" fill="none" stroke="var(--on-brand)" strokeWidth="2.4" />
            <circle cx="21" cy="8.5" r="2.4" fill="var(--on-brand)" />
          </svg>
          <span className="mark-name">Smart Market Platform</span>
        </Link>
        <NavLinks />
        <div className="top-facts">
          <Clock now={now} />
          <LiveBadge />
        </div>
        <div className="top-switches">
          <LocaleSwitch choose={chooseLocale} />
          <ThemeSwitch theme={theme} choose={chooseTheme} />
          <Link className="top-person" href={person === null ? '/masuk' : '/portal'} prefetch={false}>
            {person === null ? (
              t('signIn')
            ) : (
              <>
                <span className="top-name">{person}</span>
                <span className="narrow-only">{t('portal')}</span>
              </>
            )}
          </Link>
        </div>
      </div>
    </header>
  );
}
