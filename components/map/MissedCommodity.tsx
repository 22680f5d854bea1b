import { useLocale, useTranslations } from 'next-intl';
import type { CommodityName } from '@/components/board/commodity-names';
import { type Locale, named } from '@/components/ui/format';

/** What a link asked for and nobody knows, with codes that may have been meant. */
export interface UnknownCommodity {
  readonly said: string;
  readonly near: readonly string[];
}

interface Props {
  readonly unknown: UnknownCommodity;
  /** Code of what is shown instead. */
  readonly shown: string;
  readonly commodities: readonly CommodityName[];
  readonly onChoose: (code: string) => void;
}

/** Says that the map shows another commodity than its link asked for, and offers those that may have been meant. */
export function MissedCommodity({ unknown, shown, commodities, onChoose }: Props) {
  const t = useTranslations('map');
  const locale = useLocale() as Locale;
  const nameOf = (code: string) => {
    const found = commodities.find((c) => c.commodity === code);
    return found === undefined ? code : named(found, locale);
  };
  return (
    <p className="link-notice" role="status">
      {t('missed', { said: unknown.said, shown: nameOf(shown) })}
      {unknown.near.map((code) => (
        <span key={code}>
          {' '}
          <button type="button" className="link" onClick={() => onChoose(code)}>
            {t('showInstead', { name: nameOf(code) })}
          </button>
        </span>
      ))}
    </p>
  );
}
