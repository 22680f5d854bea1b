'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { EditForm } from '@/components/admin/EditForm';
import { type Choice, SelectField, TextArea, TextField } from '@/components/admin/Fields';
import type { SaveAction } from '@/components/admin/save-answer';
import type { AlertNews } from '@/lib/live/alert-news';
import { ALERT_LEVELS, type AlertKind } from '@/lib/market/alert';
import { AlertFinder } from './AlertFinder';
import { AlertRows } from './AlertRows';
import { useAlertWish } from './use-alert-wish';

interface Props extends Places {
  readonly alerts: readonly AlertNews[];
  /** `null` for who only reads along. */
  readonly raise: SaveAction | null;
  readonly end: SaveAction | null;
}

interface Places {
  readonly commodities: readonly Choice[];
  readonly regions: readonly Choice[];
  readonly markets: readonly Choice[];
  /** Whether an alert may be about the whole nation. */
  readonly nation: boolean;
}

const DEVICES = 100;
const PAGE = 20;
/** Those that the system opens and ends by itself, after accepted prices. */
const FROM_PRICES: readonly AlertKind[] = ['impact', 'reference', 'silent'];

/** Alerts raised by hand with a way to end them, a form to raise one, and those that rest on prices. */
export function AlertDesk({ alerts, raise, end, ...places }: Props) {
  const t = useTranslations('alertDesk');
  const manual = alerts.filter((a) => a.kind === 'manual');
  const devices = alerts.filter((a) => a.kind === 'device');
  const fromPrices = alerts.filter((a) => FROM_PRICES.includes(a.kind));
  const found = useAlertWish(fromPrices, PAGE);
  return (
    <>
      <section className="panel" aria-label={t('byHand')}>
        <h2>{t('byHand')}</h2>
        {manual.length === 0 ? <p className="muted">{t('noneByHand')}</p> : null}
        {manual.map((alert) => (
          <div className="alert-case" key={alert.id}>
            <AlertRows alerts={[alert]} />
            {end === null ? null : (
              <details>
                <summary>{t('end')}</summary>
                <EditForm action={end} send={t('end')} values={{ id: alert.id }} quiet label={t('end')}>
                  <TextField name="reason" label={t('reason')} required />
                </EditForm>
              </details>
            )}
          </div>
        ))}
      </section>
      {raise === null ? null : (
        <details className="panel disclosure">
          <summary>{t('raise')}</summary>
          <p className="muted measure">{t('raiseHow')}</p>
          <RaiseForm {...places} raise={raise} />
        </details>
      )}
      <section className="panel" aria-label={t('fromDevices')}>
        <h2>{t('fromDevices')}</h2>
        {devices.length === 0 ? (
          <p className="muted">{t('noneFromDevices')}</p>
        ) : (
          <>
            <p className="muted measure">{t('fromDevicesHow', { count: String(devices.length) })}</p>
            <AlertRows alerts={devices.slice(0, DEVICES)} />
            <p className="panel-more">
              <Link className="button" href="/portal/perangkat?silent=1" prefetch={false}>
                {t('toDevices')}
              </Link>
            </p>
          </>
        )}
      </section>
      <section className="panel" aria-label={t('fromPrices')}>
        <h2>{t('fromPrices')}</h2>
        <p className="muted measure">{t('fromPricesHow')}</p>
        {fromPrices.length === 0 ? (
          <p className="muted">{t('noneFromPrices')}</p>
        ) : (
          <AlertFinder
            found={found}
            kinds={FROM_PRICES}
            commodities={places.commodities}
            regions={places.regions}
            none={t('noneFromPrices')}
          />
        )}
      </section>
    </>
  );
}

function RaiseForm({
  commodities,
  regions,
  markets,
  nation,
  raise,
}: Places & { readonly raise: SaveAction }) {
  const t = useTranslations('alertDesk');
  const levels = useTranslations('alerts.levels');
  return (
    <EditForm action={raise} send={t('send')} resets label={t('raise')}>
      <div className="form-row">
        <SelectField
          name="level"
          label={t('level')}
          value="warning"
          choices={ALERT_LEVELS.map((level) => ({ value: level, text: levels(level) }))}
        />
        <TextField name="source" label={t('source')} hint={t('sourceHint')} required maxLength={200} />
      </div>
      <div className="form-row">
        <TextArea name="message" label={t('message')} hint={t('messageHint')} required maxLength={500} />
        <TextArea name="message_en" label={t('messageEn')} maxLength={500} />
      </div>
      <div className="form-row">
        <SelectField
          name="commodity"
          label={t('commodity')}
          empty={t('allCommodities')}
          choices={commodities}
        />
        {regions.length === 0 ? null : (
          <SelectField
            name="region"
            label={t('region')}
            choices={regions}
            {...(nation ? { empty: t('nation') } : {})}
          />
        )}
        <SelectField
          name="market_id"
          label={t('market')}
          choices={markets}
          {...(regions.length === 0 ? {} : { empty: t('noMarket') })}
        />
      </div>
    </EditForm>
  );
}
