'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { CommodityName } from '@/components/board/commodity-names';
import { type Locale, named } from '@/components/ui/format';
import { LAYERS, type Layer } from './layers';
import { MEASURES, type Measure } from './measures';

interface Props {
  readonly commodities: readonly CommodityName[];
  readonly commodity: string;
  readonly measure: Measure;
  readonly layer: Layer;
  readonly table: boolean;
  readonly onCommodity: (code: string) => void;
  readonly onMeasure: (measure: Measure) => void;
  readonly onLayer: (layer: Layer) => void;
  readonly onTable: (table: boolean) => void;
}

/** What the map shows: of which food, by which measure, drawn how. */
export function MapControls(props: Props) {
  const t = useTranslations('map');
  const locale = useLocale() as Locale;
  return (
    <div className="map-controls" id="map-controls">
      <label className="field field-wide">
        <span>{t('commodity')}</span>
        <select value={props.commodity} onChange={(event) => props.onCommodity(event.target.value)}>
          {props.commodities.map((c) => (
            <option key={c.commodity} value={c.commodity}>
              {named(c, locale)}
            </option>
          ))}
        </select>
      </label>
      <fieldset className="choices">
        <legend>{t('measure')}</legend>
        {MEASURES.map((option) => (
          <label key={option}>
            <input
              type="radio"
              name="measure"
              checked={props.measure === option}
              onChange={() => props.onMeasure(option)}
            />
            <span>{t(`measures.${option}`)}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className="choices">
        <legend>{t('layer')}</legend>
        {LAYERS.map((option) => (
          <label key={option}>
            <input
              type="radio"
              name="layer"
              checked={!props.table && props.layer === option}
              onChange={() => {
                props.onTable(false);
                props.onLayer(option);
              }}
            />
            <span>{t(`layers.${option}`)}</span>
          </label>
        ))}
        <label>
          <input type="radio" name="layer" checked={props.table} onChange={() => props.onTable(true)} />
          <span>{t('layers.table')}</span>
        </label>
      </fieldset>
    </div>
  );
}
