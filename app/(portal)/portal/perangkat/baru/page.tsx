import '@/components/devices/devices.css';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireActor } from '@/app/portal-actor';
import { RegisterDevices } from '@/components/devices/RegisterDevices';
import { covers } from '@/lib/auth/may';
import { openMarkets } from '@/lib/market/closing';
import { getRuntime } from '@/lib/runtime';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('devices.register');
  return { title: t('title') };
}

/** Registers one device or a list, and shows what they join with. */
export default async function RegisterPage() {
  const [t, { actor }] = await Promise.all([
    getTranslations('devices.register'),
    requireActor('register devices'),
  ]);
  const runtime = getRuntime();
  const markets = openMarkets(runtime.catalog(), runtime.clock.now())
    .filter(({ id, regionId }) => covers(actor, { marketId: id, regionId }))
    .map(({ code, name }) => ({ code, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'id'));
  return (
    <main className="portal-main" id="content">
      <h1 className="page-title no-print">{t('title')}</h1>
      <p className="measure lead no-print">{t('lead')}</p>
      <RegisterDevices markets={markets} />
    </main>
  );
}
