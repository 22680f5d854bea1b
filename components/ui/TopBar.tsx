import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { LiveBadge } from '@/components/live/LiveBadge';
import { Clock } from './Clock';
import { LocaleSwitch } from './LocaleSwitch';
import { Mark } from './Mark';
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
          <Mark />
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
