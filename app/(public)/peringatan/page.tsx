import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { AlertsView } from '@/components/alerts/AlertsView';
import { getRuntime } from '@/lib/runtime';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('alerts'))('title') };
}

export default async function AlertsPage() {
  const locale = await getLocale();
  const runtime = getRuntime();
  const { commodities, regions } = runtime.catalog();
  const named = [...commodities.values()].map((c) => ({
    code: c.code,
    name: locale === 'en' ? c.nameEn : c.nameId,
  }));
  return (
    <AlertsView
      initial={runtime.alerts.open()}
      commodities={named.sort((a, b) => a.name.localeCompare(b.name, locale))}
      regions={[...regions.values()].map(({ id, name }) => ({ id, name }))}
    />
  );
}
