import type { ReactNode } from 'react';
import { LiveProvider } from '@/components/live/LiveProvider';
import { Footer } from '@/components/ui/Footer';
import { TopBar } from '@/components/ui/TopBar';
import { currentPerson } from './portal-actor';
import { chooseLocale, chooseTheme } from './preference-actions';
import { readTheme } from './preferences';

/** What stands around every open page: the top line, the live connection, the foot. */
export async function Shell({ children }: { readonly children: ReactNode }) {
  const [theme, person] = await Promise.all([readTheme(), currentPerson()]);
  return (
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
  );
}
