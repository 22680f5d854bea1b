import type { Metadata, Viewport } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { FieldApp } from '@/components/field/FieldApp';
import type { Locale } from '@/components/ui/format';
import en from '@/messages/en.json';
import id from '@/messages/id.json';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('field');
  return {
    title: t('name'),
    description: t('description'),
    manifest: '/field.webmanifest',
    icons: { icon: '/icon.svg', apple: '/icons/field-192.png' },
    // A one-time code stands in the address for a moment; it must not travel on.
    referrer: 'no-referrer',
  };
}

export const viewport: Viewport = { viewportFit: 'cover', interactiveWidget: 'resizes-content' };

/** Only what the phone app says, in both languages; everything else is on the phone. */
export default async function FieldPage() {
  const locale = (await getLocale()) as Locale;
  const messages = {
    id: { field: id.field, change: id.change, review: { reason: id.review.reason } },
    en: { field: en.field, change: en.change, review: { reason: en.review.reason } },
  };
  return <FieldApp messages={messages} locale={locale} />;
}
