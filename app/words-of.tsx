import { getLocale } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Words } from '@/components/ui/Words';
import { sent } from '@/lib/live/sent';
import { type IN_BROWSER, messagesFor } from './messages-for';

interface Props {
  /** Decides which words are sent to the browser. */
  readonly part: keyof typeof IN_BROWSER;
  readonly children: ReactNode;
}

/** Sends the words of a part of the site along with what stands below, where no others are known. */
export async function WordsOf({ part, children }: Props) {
  const [locale, messages] = await Promise.all([getLocale(), messagesFor(part)]);
  return (
    <Words locale={locale} messages={sent(messages)}>
      {children}
    </Words>
  );
}
