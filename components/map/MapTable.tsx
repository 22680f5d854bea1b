import { useLocale, useTranslations } from 'next-intl';
import { ChangeMark } from '@/components/ui/ChangeMark';
import { decimal, type Locale, rupiah, signedPercent } from '@/components/ui/format';
import { SealLink } from '@/components/ui/SealLink';
import { useStill } from '@/components/ui/use-still';
import type { MapRegion, PriceMap } from '@/lib/live/board';
import { type Measure, regionValue } from './measures';

interface Props {
  readonly map: PriceMap;
  readonly measure: Measure;
  /** Only the first so many, for a short list beside a map. */
  readonly most?: number;
  readonly caption: string;
}

/** Provinces from the largest value of the measure down; those without data last. */
export function rankRegions(map: PriceMap, measure: Measure): readonly MapRegion[] {
  const value = (r: MapRegion) => regionValue(r, measure, map) ?? Number.NEGATIVE_INFINITY;
  return [...map.regions].sort((a, b) => value(b) - value(a) || a.name.localeCompare(b.name, 'id'));
}

export function MapTable({ map, measure, most = Number.POSITIVE_INFINITY, caption }: Props) {
  const t = useTranslations('map');
  const locale = useLocale() as Locale;
  const ranked = rankRegions(map, measure)
    .slice(0, most)
    .map((r) => r.region_id);
  const { value: order, hold } = useStill(ranked);
  const regions = new Map(map.regions.map((r) => [r.region_id, r]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="table-scroll" aria-label={caption} tabIndex={0} {...hold}>
      <table className="table">
        <caption className="hidden-visually">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('columns.region')}</th>
            <th scope="col" className="right">
              {t('columns.price')}
              <span className="narrow-line">{t('columns.change')}</span>
            </th>
            <th scope="col" className="right wide-only-cell">
              {t('columns.change')}
            </th>
            <th scope="col" className="right">
              {t('columns.gap')}
            </th>
            <th scope="col" className="right wide-only-cell">
              {t('columns.markets')}
            </th>
          </tr>
        </thead>
        <tbody>
          {order
            .flatMap((id) => regions.get(id) ?? [])
            .map((r) => (
              <tr key={r.region_id}>
                <th scope="row">
                  {r.name}{' '}
                  {r.price === null ? null : (
                    <SealLink commodity={map.commodity} region={r.region_id} what={r.name} />
                  )}
                </th>
                <td className="right number">
                  {r.price === null ? t('noData') : rupiah(r.price, locale)}
                  {r.price === null ? null : <span className="narrow-line">{changeOf(r)}</span>}
                </td>
                <td className="right wide-only-cell">{changeOf(r)}</td>
                <td className="right number">{r.gap === null ? '–' : signedPercent(r.gap, locale)}</td>
                <td className="right number wide-only-cell">{decimal(r.markets, 0, locale)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}

function changeOf({ change_day }: MapRegion) {
  return change_day === null ? '–' : <ChangeMark ratio={change_day} words={false} />;
}
