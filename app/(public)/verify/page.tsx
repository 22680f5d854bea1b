import '@/components/verify/verify.css';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { isLocale } from '@/components/ui/format';
import { VerifyView } from '@/components/verify/VerifyView';
import { getRuntime } from '@/lib/runtime';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('verify');
  return { title: t('title'), description: t('lead'), manifest: '/verify.webmanifest' };
}

/** The same document whatever is asked, so that the kept one serves without network: the browser does the rest. */
export default async function VerifyPage() {
  const asked = await getLocale();
  const english = isLocale(asked) && asked === 'en';
  const names = [...getRuntime().catalog().commodities.values()].map(({ code, nameId, nameEn }) => ({
    commodity: code,
    name: english ? nameEn : nameId,
  }));
  return <VerifyView names={names} />;
}
