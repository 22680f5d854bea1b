import { useLocale, useTranslations } from 'next-intl';
import { memo } from 'react';
import { ago, type Locale, named, rupiah, unitName } from '@/components/ui/format';
import type { FieldRound } from '@/lib/live/field';
import { ItemChart } from './ItemChart';

interface Props {
  readonly round: FieldRound;
  readonly commodity: string;
  /** Whether an earlier report is put right. */
  readonly correcting: boolean;
  /** Its price, Rp; `null` when the phone does not hold it any more. */
  readonly wrong: number | null;
  /** Server's time less the phone's, ms. */
  readonly offset: number;
}

/** What is asked for, and what it cost last. Nothing here changes while somebody types. */
export const EntryHead = memo(function EntryHead({ round, commodity, correcting, wrong, offset }: Props) {
  const t = useTranslations('field.entry');
  const locale = useLocale() as Locale;
  const at = round.commodities.findIndex((c) => c.commodity === commodity);
  const item = round.commodities[at];
  if (item === undefined) return null;
  const step = () => {
    if (!correcting) return t('step', { at: at + 1, all: round.commodities.length });
    return wrong === null ? t('correcting') : t('correctingOf', { price: rupiah(wrong, locale) });
  };
  return (
    <div className="field-entry-head">
      <p className="field-step muted">{step()}</p>
      <h1 className="field-entry-name">
        {named(item, locale)} <span className="muted">/ {unitName(item.unit, locale)}</span>
      </h1>
      <p className="field-last">
        {item.last === null
          ? t('noLast')
          : t('last', {
              price: rupiah(item.last.price, locale),
              age: ago(Date.parse(item.last.observed_at), Date.now() + offset, locale),
            })}
      </p>
      <ItemChart commodity={commodity} marketId={round.market.market_id} />
    </div>
  );
});
