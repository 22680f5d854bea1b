import { useLocale, useTranslations } from 'next-intl';
import { ChangeMark, direction } from '@/components/ui/ChangeMark';
import { FlashNumber } from '@/components/ui/FlashNumber';
import { decimal, type Locale, named, rupiah, unitName } from '@/components/ui/format';
import type { BoardCommodity, Period } from '@/lib/live/board';
import { type BasketNow, basketNow } from '@/lib/market/basket';

const COMPARED: readonly Period[] = ['week', 'month', 'year'];
/** What moved the basket most is named, as many as can be taken in. */
const NAMED = 4;
/** Below this a share of the basket is no news, Rp a month. */
const LEAST_RUPIAH = 100;

/** What the food of a family of four costs a month, how that changed, and through what. */
export function FamilyBasket({ commodities }: { readonly commodities: readonly BoardCommodity[] }) {
  const t = useTranslations('basket');
  const locale = useLocale() as Locale;
  const now = (period: Period) =>
    basketNow(commodities.map((c) => ({ ...c, ratio: c.changes[period]?.ratio ?? null })));
  const { cost, items, priced } = now('month');
  if (priced === 0) return null;
  const moved = movedMost(commodities);
  return (
    <section className="panel basket" aria-label={t('title')}>
      <div>
        <h2>{t('title')}</h2>
        <p className="basket-cost">
          <FlashNumber text={rupiah(cost, locale)} /> <span className="muted">{t('aMonth')}</span>
        </p>
        <dl className="basket-changes">
          {COMPARED.map((period) => (
            <BasketChange key={period} name={t(`since.${period}`)} change={now(period).change} />
          ))}
        </dl>
        <p className="muted small">{t('how', { items: String(priced) })}</p>
        {priced < items ? (
          <p className="muted small">{t('missing', { count: String(items - priced) })}</p>
        ) : null}
      </div>
      <div>
        <h3>{t('through')}</h3>
        {moved.length === 0 ? (
          <p className="muted">{t('steady')}</p>
        ) : (
          <ul className="basket-items">
            {moved.map(({ commodity: c, rupiah: sum }) => (
              <li key={c.commodity}>
                <span>
                  {named(c, locale)}{' '}
                  <span className="muted small">
                    {t('bought', {
                      amount: decimal(c.per_month ?? 0, (c.per_month ?? 0) % 1 === 0 ? 0 : 1, locale),
                      unit: unitName(c.unit, locale),
                    })}
                  </span>
                </span>
                <span className={`number basket-sum change-${direction(sum)}`}>
                  {signedRupiah(sum, locale)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function BasketChange({ name, change }: { readonly name: string; readonly change: BasketNow['change'] }) {
  const t = useTranslations('basket');
  const locale = useLocale() as Locale;
  return (
    <div>
      <dt className="muted small">{name}</dt>
      <dd>
        {change === null ? (
          <span className="muted">{t('unknown')}</span>
        ) : (
          <>
            <ChangeMark ratio={change.ratio} />{' '}
            <span className="muted small number">{signedRupiah(change.rupiah, locale)}</span>
          </>
        )}
      </dd>
    </div>
  );
}

interface Moved {
  readonly commodity: BoardCommodity;
  /** Rp a month more than a month ago. */
  readonly rupiah: number;
}

function movedMost(commodities: readonly BoardCommodity[]): readonly Moved[] {
  return commodities
    .flatMap((commodity): Moved[] => {
      const { change } = basketNow([{ ...commodity, ratio: commodity.changes.month?.ratio ?? null }]);
      return change === null || Math.abs(change.rupiah) < LEAST_RUPIAH
        ? []
        : [{ commodity, rupiah: change.rupiah }];
    })
    .sort((a, b) => Math.abs(b.rupiah) - Math.abs(a.rupiah))
    .slice(0, NAMED);
}

function signedRupiah(value: number, locale: Locale): string {
  return `${value > 0 ? '+' : ''}${rupiah(value, locale)}`;
}
