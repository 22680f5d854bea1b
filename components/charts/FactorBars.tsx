import { useLocale, useTranslations } from 'next-intl';
import { dayShort, type Locale, percent, rupiah, signedPercent } from '@/components/ui/format';
import type { ImpactDot } from '@/lib/live/board';
import { rankedFactors } from './describe-point';
import { impactStep } from './impact-scale';

/** Why one price weighed what it did: shares that add up to the whole. */
export function FactorBars({ impact }: { readonly impact: ImpactDot }) {
  const t = useTranslations('why');
  const factor = useTranslations('factor');
  const locale = useLocale() as Locale;
  return (
    <div className="why">
      <p className="why-score">
        <span className={`score seq-ground-${impactStep(impact.impact_score)}`}>
          {Math.round(impact.impact_score)}
        </span>
        <span>{t('score')}</span>
      </p>
      <p className="muted">
        {impact.market_id === null || impact.seq === null
          ? t('mean', { day: dayShort(impact.t, locale), price: rupiah(impact.price, locale) })
          : t('report', {
              market: impact.market_id,
              price: rupiah(impact.price, locale),
              seq: String(impact.seq),
            })}
        {impact.price_change === null
          ? ''
          : ` ${t('changed', { change: signedPercent(impact.price_change, locale) })}`}
      </p>
      <dl className="bars">
        {rankedFactors(impact.factors_with_weights).map(([name, weight]) => (
          <div className="bar" key={name}>
            <dt>{factor(name)}</dt>
            <dd>
              <span className="bar-track" aria-hidden="true">
                <span className="bar-fill" style={{ inlineSize: `${weight * 100}%` }} />
              </span>
              <span className="number">{percent(weight, locale, 0)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
