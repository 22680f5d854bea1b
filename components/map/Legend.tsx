import { useLocale, useTranslations } from 'next-intl';
import type { Locale } from '@/components/ui/format';
import { classTexts } from './describe-value';
import type { Layer } from './layers';
import type { Measure, Scale } from './measures';

interface Props {
  readonly measure: Measure;
  readonly scale: Scale;
  readonly layer: Layer;
}

/** Always in sight: what the colours, sizes and greys mean. */
export function Legend({ measure, scale, layer }: Props) {
  const t = useTranslations('map');
  const locale = useLocale() as Locale;
  if (layer === 'heat') {
    return (
      <div className="legend">
        <p className="legend-title">{t(`heat.${measure}`)}</p>
        <div className="legend-ramp" aria-hidden="true" />
        <p className="legend-ends">
          <span>{t('heatLow')}</span>
          <span>{t('heatHigh')}</span>
        </p>
        <p className="muted small">{t('heatNote')}</p>
      </div>
    );
  }
  return (
    <div className="legend">
      <p className="legend-title">{t(`measures.${measure}`)}</p>
      <ul>
        {classTexts(scale, measure, locale).map(({ number, text }) => (
          <li key={number}>
            <span className={`swatch ${scale.palette}-ground-${number}`} aria-hidden="true" />
            <span className="number">{text}</span>
          </li>
        ))}
        <li>
          <span className="swatch swatch-none" aria-hidden="true" />
          {t('noData')}
        </li>
      </ul>
      <p className="muted small">{t(layer === 'regions' ? 'regionNote' : 'marketNote')}</p>
    </div>
  );
}
