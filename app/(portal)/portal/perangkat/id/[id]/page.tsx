import '@/components/admin/admin.css';
import '@/components/devices/devices.css';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { commodityChoices } from '@/app/admin-choices';
import { requireActor } from '@/app/portal-actor';
import { CertificateList } from '@/components/devices/CertificateList';
import { DeviceFacts } from '@/components/devices/DeviceFacts';
import { HandInQueue } from '@/components/devices/hand-in/HandInQueue';
import { SettingsForm } from '@/components/devices/SettingsForm';
import { isLocale } from '@/components/ui/format';
import { may } from '@/lib/auth/may';
import { getRuntime } from '@/lib/runtime';
import { findDevice } from '@/lib/services/find-devices';
import { toldEvidence } from '@/lib/services/told-evidence';
import { keepSettings, revokeCertificate } from '../../actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('devices.one');
  return { title: t('title') };
}

interface Props {
  readonly params: Promise<{ readonly id: string }>;
}

/** One device: how it is, what is asked of it, and the certificates that it may connect with. */
export default async function DevicePage({ params }: Props) {
  const { actor } = await requireActor('see devices');
  const runtime = getRuntime();
  const found = await findDevice(runtime, actor, decodeURIComponent((await params).id));
  if (found === null) notFound();
  const { device, certificates } = found;
  const [t, said] = await Promise.all([getTranslations('devices'), getLocale()]);
  const goods = commodityChoices(isLocale(said) ? said : 'id');
  const market = runtime.catalog().markets.get(device.marketId);
  const { marketId, createdAt: _made, config, ...shown } = device;
  const manages = may(actor, 'manage devices', { marketId, regionId: market?.regionId ?? null });
  const evidence = (await toldEvidence(runtime, [device.deviceId])).get(device.deviceId) ?? [];
  const row = { ...shown, market: market?.name ?? '', marketCode: market?.code ?? '', evidence };
  return (
    <main className="portal-main" id="content">
      <p className="small">
        <Link className="lone-link" href="/portal/perangkat" prefetch={false}>
          {t('title')}
        </Link>
      </p>
      <h1 className="page-title device-id">{device.deviceId}</h1>
      <div className="admin-stack">
        <DeviceFacts row={row} />
        <section className="panel device-asked" aria-label={t('one.asked')}>
          <h2>{t('one.asked')}</h2>
          <p className="muted measure">{t('one.askedHow')}</p>
          <SettingsForm
            deviceId={device.deviceId}
            group={device.group}
            config={config}
            commodities={goods}
            keep={manages ? keepSettings : null}
          />
        </section>
        {manages && <HandInQueue deviceId={device.deviceId} goods={goods} />}
        <CertificateList
          deviceId={device.deviceId}
          certificates={certificates}
          revoke={manages ? revokeCertificate : null}
        />
      </div>
    </main>
  );
}
