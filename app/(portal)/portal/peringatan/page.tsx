import '@/components/admin/admin.css';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { commodityChoices } from '@/app/admin-choices';
import { requireActor } from '@/app/portal-actor';
import { AlertDesk } from '@/components/alerts/AlertDesk';
import { AnewOnAlerts } from '@/components/alerts/AnewOnAlerts';
import { isLocale } from '@/components/ui/format';
import { covers, may } from '@/lib/auth/may';
import { getRuntime } from '@/lib/runtime';
import { endAlert, raiseAlert } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('alertDesk'))('title') };
}

/** The alerts of the places that somebody looks after; raised by hand, ended with a reason. */
export default async function AlertDeskPage() {
  const { actor } = await requireActor('see alerts');
  const [t, said] = await Promise.all([getTranslations('alertDesk'), getLocale()]);
  const [raises, ends] = [may(actor, 'raise alerts'), may(actor, 'handle alerts')];
  const runtime = getRuntime();
  const catalog = runtime.catalog();
  const open = runtime.alerts.openToOfficials();
  const mine = (region: number | null, market: string | null) =>
    covers(actor, {
      regionId: region,
      marketId: market === null ? null : (catalog.marketByCode.get(market)?.id ?? null),
    });
  const alerts = open.alerts.filter((a) => mine(a.region_id, a.market_id));
  const markets = [...catalog.markets.values()]
    .filter((m) => covers(actor, { marketId: m.id, regionId: m.regionId }))
    .map((m) => ({ value: m.code, text: `${m.name}, ${m.city}` }));
  const regions = [...catalog.regions.values()]
    .filter((r) => covers(actor, { marketId: null, regionId: r.id }))
    .map((r) => ({ value: String(r.id), text: r.name }));
  return (
    <main className="portal-main" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead">{t(raises || ends ? 'lead' : 'leadReads')}</p>
      <AnewOnAlerts seq={open.seq} />
      <AlertDesk
        alerts={alerts}
        commodities={commodityChoices(isLocale(said) ? said : 'id')}
        regions={regions}
        markets={markets}
        nation={covers(actor, {})}
        raise={raises ? raiseAlert : null}
        end={ends ? endAlert : null}
      />
    </main>
  );
}
