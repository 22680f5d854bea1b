import '@/components/devices/devices.css';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { commodityChoices } from '@/app/admin-choices';
import { requireActor } from '@/app/portal-actor';
import { DeviceDesk } from '@/components/devices/DeviceDesk';
import { isLocale } from '@/components/ui/format';
import { may } from '@/lib/auth/may';
import { isDeviceState } from '@/lib/market/device-state';
import { getRuntime } from '@/lib/runtime';
import { findDevices } from '@/lib/services/find-devices';
import { toldEvidence } from '@/lib/services/told-evidence';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('devices');
  return { title: t('title') };
}

const PAGE_SIZE = 100;

interface Asked {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** Every device that somebody looks after, and what can be done to it. */
export default async function DevicesPage({ searchParams }: Asked) {
  const [t, said, { actor }, asked] = await Promise.all([
    getTranslations('devices'),
    getLocale(),
    requireActor('see devices'),
    searchParams,
  ]);
  const manages = may(actor, 'manage devices');
  const text = (name: string) => String(asked[name] ?? '').slice(0, 64);
  const [q, state, group, after] = [text('q'), text('state'), text('group'), text('after')];
  const silent = text('silent') === '1';
  const runtime = getRuntime();
  const page = await findDevices(runtime, actor, {
    ...(q === '' ? {} : { text: q }),
    ...(isDeviceState(state) ? { state } : {}),
    ...(group === '' ? {} : { group }),
    ...(silent ? { silent } : {}),
    ...(after === '' ? {} : { after }),
    limit: PAGE_SIZE,
  });
  const evidence = await toldEvidence(
    runtime,
    page.devices.map((d) => d.deviceId),
  );
  const { markets } = runtime.catalog();
  const rows = page.devices.map(({ marketId, config: _config, role: _role, createdAt: _made, ...rest }) => ({
    ...rest,
    market: markets.get(marketId)?.name ?? '',
    marketCode: markets.get(marketId)?.code ?? '',
    evidence: evidence.get(rest.deviceId) ?? [],
  }));
  const onward = new URLSearchParams({ q, state, group, silent: silent ? '1' : '', after: page.next ?? '' });
  return (
    <main className="portal-main" id="content">
      <div className="device-head">
        <h1 className="page-title">{t('title')}</h1>
        {may(actor, 'register devices') && (
          <Link href="/portal/perangkat/baru" prefetch={false} className="button button-main no-print">
            {t('new')}
          </Link>
        )}
      </div>
      <p className="measure lead no-print">{t(manages ? 'lead' : 'leadReads')}</p>
      <DeviceDesk
        rows={rows}
        filter={{ q, state: isDeviceState(state) ? state : '', group, silent }}
        next={page.next === null ? null : `/portal/perangkat?${onward}`}
        mayManage={manages}
        mayHand={may(actor, 'register devices')}
        goods={commodityChoices(isLocale(said) ? said : 'id')}
      />
    </main>
  );
}
