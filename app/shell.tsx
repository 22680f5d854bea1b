import type { ReactNode } from 'react';
import { LiveProvider } from '@/components/live/LiveProvider';
import { Footer } from '@/components/ui/Footer';
import { TopBar } from '@/components/ui/TopBar';
import { chooseLocale, chooseTheme } from './preference-actions';
import { readTheme } from './preferences';

/** What stands around every open page: the top line, the live connection, the foot. */
export async function Shell({ children }: { readonly children: ReactNode }) {
  const theme = await readTheme();
  return (
    <LiveProvider>
      <TopBar theme={theme} now={Date.now()} chooseLocale={chooseLocale} chooseTheme={chooseTheme} />
      {children}
      <Footer />
    </LiveProvider>
  );
}
