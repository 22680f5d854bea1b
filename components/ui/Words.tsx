'use client';

import { NextIntlClientProvider } from 'next-intl';
import type { ComponentProps, ReactNode } from 'react';
import { useReceived } from '@/components/live/use-received';
import type { Sent } from '@/lib/live/sent';

type Messages = NonNullable<ComponentProps<typeof NextIntlClientProvider>['messages']>;

interface Props {
  readonly locale: string;
  readonly messages: Sent<Messages>;
  readonly children: ReactNode;
}

/** The words of a part of the site, in the reader's language, for all that stands below. */
export function Words({ locale, messages, children }: Props) {
  const words = useReceived(messages);
  return (
    <NextIntlClientProvider locale={locale} messages={words} timeZone="Asia/Jakarta">
      {children}
    </NextIntlClientProvider>
  );
}
