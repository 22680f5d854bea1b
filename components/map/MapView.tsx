'use client';

import { useSearchParams } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { CommodityName } from '@/components/board/commodity-names';
import { fetchMap } from '@/components/live/fetch';
import { LinkNotice } from '@/components/live/LinkNotice';
import { useChosen } from '@/components/live/use-chosen';
import { clock, type Locale, named } from '@/components/ui/format';
import { SimulatedBanner } from '@/components/ui/SimulatedBanner';
import type { PriceMap } from '@/lib/live/board';
import { MapControls } from './MapControls';
import { MapPanel } from './MapPanel';
import { MapTable } from './MapTable';
import { MissedCommodity, type UnknownCommodity } from './MissedCommodity';
import { type MapChoice, mapAddress, readMapChoice } from './map-address';
import { tellingMeasure } from './measures';
import { useLiveMap } from './use-live-map';

interface Props {
  readonly initial: PriceMap;
  readonly commodities: readonly CommodityName[];
  readonly unknown: UnknownCommodity | null;
}

/**
 * The map page: quiet controls, one map or its table, legend always in sight. What is shown is read from the address, since
 * the way back to this page brings what the server said first and not what was chosen since.
 */
export function MapView({ initial, commodities, unknown }: Props) {
  const t = useTranslations('map');
  const asked = useSearchParams();
  const named = commodities.find((c) => c.commodity === asked.get('commodity'));
  const first = { code: initial.commodity, shown: initial };
  const { shown: map, code, failed, choose: fetchOther } = useChosen(first, fetchMap, named?.commodity);
  const [choice, setChoice] = useState(() => readMapChoice(asked, tellingMeasure(initial)));
  const [open, setOpen] = useState(false);
  const [missed, setMissed] = useState(unknown);

  useEffect(() => window.history.replaceState(null, '', mapAddress(code, choice)), [code, choice]);

  const choose = (other: string) => {
    setMissed(null);
    fetchOther(other);
  };
  return (
    <main className="map-page" id="content">
      <div className="map-side" data-open={open}>
        <h1 className="map-title">{t('title')}</h1>
        <button
          type="button"
          className="button map-sheet-button"
          aria-expanded={open}
          aria-controls="map-controls"
          onClick={() => setOpen(!open)}
        >
          {t(open ? 'closeSheet' : 'openSheet')}
        </button>
        <MapControls
          commodities={commodities}
          commodity={code}
          {...choice}
          onCommodity={choose}
          onMeasure={(measure) => setChoice({ ...choice, measure })}
          onLayer={(layer) => setChoice({ ...choice, layer, table: false })}
          onTable={(table) => setChoice({ ...choice, table })}
        />
        {failed === null ? null : (
          <p role="alert" className="panel-failed">
            {t('failed')}{' '}
            <button type="button" className="link" onClick={() => choose(failed)}>
              {t('retry')}
            </button>
          </p>
        )}
      </div>
      <div className="map-main">
        <LinkNotice />
        {missed === null ? null : (
          <MissedCommodity
            unknown={missed}
            shown={map.commodity}
            commodities={commodities}
            onChoose={choose}
          />
        )}
        {map.simulated ? <SimulatedBanner /> : null}
        <MapStage key={map.commodity} initial={map} commodities={commodities} choice={choice} />
      </div>
    </main>
  );
}

interface StageProps extends Pick<Props, 'initial' | 'commodities'> {
  readonly choice: MapChoice;
}

function MapStage({ initial, commodities, choice }: StageProps) {
  const t = useTranslations('map');
  const locale = useLocale() as Locale;
  const map = useLiveMap(initial);
  const commodity = commodities.find((c) => c.commodity === map.commodity);
  const name = commodity ? named(commodity, locale) : map.commodity;
  const caption = t('caption', { name, measure: t(`measures.${choice.measure}`) });
  return (
    <div className="map-stage">
      <p className="map-caption">
        <strong>{caption}</strong>{' '}
        <span className="muted">
          {t('asOf', { time: clock(Date.parse(map.at), 'Asia/Jakarta', locale) })}
        </span>
      </p>
      {choice.table ? (
        <MapTable map={map} measure={choice.measure} caption={caption} />
      ) : (
        <>
          <noscript>
            <p className="map-caption">
              <a href={`?${new URLSearchParams({ commodity: map.commodity, layer: 'table' })}`}>
                {t('withoutScript')}
              </a>
            </p>
          </noscript>
          <MapPanel map={map} measure={choice.measure} layer={choice.layer} />
        </>
      )}
    </div>
  );
}
