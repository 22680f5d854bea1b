import { useLocale, useTranslations } from 'next-intl';
import { dayShort, decimal, type Locale, percent, rupiah, signedPercent } from '@/components/ui/format';
import type { ImpactDot } from '@/lib/live/board';
import { type BasketItem, householdCost } from '@/lib/market/basket';
import { FACTORS } from '@/lib/market/factor';
import { rankedFactors } from './describe-point';
import { impactStep } from './impact-scale';

interface Props {
  readonly impact: ImpactDot;
  readonly household: BasketItem | null;
}

/** Why one price weighed what it did: shares that add up to the whole. */
export function FactorBars({ impact, household }: Props) {
  const t = useTranslations('why');
  const factor = useTranslations('factor');
  const locale = useLocale() as Locale;
  const missing = FACTORS.filter((f) => f !== 'unexplained' && !impact.factors_with_weights[f]);
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
      <HouseholdLine impact={impact} household={household} />
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
      <p className="muted">{t('notProven', { factors: missing.map((f) => factor(f)).join(', ') })}</p>
    </div>
  );
}

/** What the move costs a family of four; nothing for a first price, or for what the basket does not hold. */
function HouseholdLine({ impact, household }: Props) {
  const t = useTranslations('why');
  const locale = useLocale() as Locale;
  if (household === null || !impact.price_change) return null;
  const before = impact.price / (1 + impact.price_change);
  const { rupiahPerMonth, basketPoints } = householdCost(before, impact.price, household);
  return (
    <p>
      {t(rupiahPerMonth < 0 ? 'cheaper' : 'dearer', {
        rupiah: rupiah(Math.abs(rupiahPerMonth), locale),
        points: decimal(Math.abs(basketPoints), 2, locale),
      })}
    </p>
  );
}
