import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { AlertsView } from '@/components/alerts/AlertsView';
import { readAlertWish } from '@/components/alerts/alert-address';
import { getRuntime } from '@/lib/runtime';

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('alerts'))('title') };
}

export default async function AlertsPage({ searchParams }: Props) {
  const [asked, locale] = await Promise.all([searchParams, getLocale()]);
  const runtime = getRuntime();
  const { commodities, commodityByCode, regions } = runtime.catalog();
  const named = [...commodities.values()].map((c) => ({
    code: c.code,
    name: locale === 'en' ? c.nameEn : c.nameId,
  }));
  const wish = readAlertWish(asked, {
    commodity: (code) => commodityByCode.has(code),
    region: (number) => regions.has(Number(number)),
  });
  return (
    <AlertsView
      initial={runtime.alerts.open()}
      commodities={named.sort((a, b) => a.name.localeCompare(b.name, locale))}
      regions={[...regions.values()].map(({ id, name }) => ({ id, name }))}
      wish={wish}
    />
  );
}
