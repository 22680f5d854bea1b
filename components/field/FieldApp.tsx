'use client';

import { NextIntlClientProvider } from 'next-intl';
import { type ComponentProps, useEffect } from 'react';
import type { Locale } from '@/components/ui/format';
import { FieldBody } from './FieldBody';
import { useField } from './use-field';

type Messages = NonNullable<ComponentProps<typeof NextIntlClientProvider>['messages']>;

/**
 * The phone app. Both languages are here, so that the choice also works without a network; the page itself may
 * have been kept on the phone in the other one.
 */
export function FieldApp({
  messages,
  locale,
}: {
  readonly messages: Readonly<Record<Locale, Messages>>;
  readonly locale: Locale;
}) {
  const opened = useField();
  const settings = typeof opened === 'string' ? null : opened.settings;
  const spoken = settings?.locale ?? locale;
  const theme = settings?.theme ?? null;
  useEffect(() => {
    document.documentElement.lang = spoken;
  }, [spoken]);
  useEffect(() => {
    if (theme !== null) document.documentElement.dataset.theme = theme;
  }, [theme]);
  return (
    <NextIntlClientProvider locale={spoken} messages={messages[spoken]} timeZone="Asia/Jakarta">
      <FieldBody opened={opened} />
    </NextIntlClientProvider>
  );
}
