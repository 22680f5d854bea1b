import type { ReactNode } from 'react';
import { LiveProvider } from '@/components/live/LiveProvider';
import { Footer } from '@/components/ui/Footer';
import { TopBar } from '@/components/ui/TopBar';
import type { IN_BROWSER } from './messages-for';
import { currentPerson } from './portal-actor';
import { chooseLocale, chooseTheme } from './preference-actions';
import { readTheme } from './preferences';
import { WordsOf } from './words-of';

interface Props {
  /** Decides which words are sent to the browser. */
  readonly part?: keyof typeof IN_BROWSER;
  readonly children: ReactNode;
}

/** What stands around every open page: the top line, the live connection, the foot. */
export async function Shell({ part = 'public', children }: Props) {
  const [theme, person] = await Promise.all([readTheme(), currentPerson()]);
  return (
    <WordsOf part={part}>
      <LiveProvider>
        <TopBar
          theme={theme}
          now={Date.now()}
          person={person?.name ?? null}
          chooseLocale={chooseLocale}
          chooseTheme={chooseTheme}
        />
        {children}
        <Footer />
      </LiveProvider>
    </WordsOf>
  );
}
