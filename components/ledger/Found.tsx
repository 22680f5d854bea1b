import { useLocale, useTranslations } from 'next-intl';
import { type Locale, localDate, moment, rupiah } from '@/components/ui/format';
import { SealLink } from '@/components/ui/SealLink';
import type { Lane } from '@/lib/market/lane';
import type { TimeZone } from '@/lib/market/region';
import { noneWords } from './search-words';

interface Entry {
  readonly index: number;
  readonly device_id: string;
  readonly market_id: string;
  readonly commodity: string;
  readonly price: number;
  readonly lane: Lane;
  readonly observed_at: string;
}

/** What `GET /ledger/search` answers, or several of its pages as one. */
export interface FoundPage {
  readonly entries: readonly Entry[];
  readonly next_before: number | null;
}

/** A code and the name that people read. */
export interface Named {
  readonly code: string;
  readonly name: string;
}

export interface NamedMarket extends Named {
  /** Its days are those of its own time. */
  readonly zone: TimeZone;
}

interface Props {
  readonly page: FoundPage;
  readonly asked: URLSearchParams;
  readonly markets: readonly NamedMarket[];
  readonly commodities: readonly Named[];
}

/** The entries that a search found, or why there are none. */
export function Found({ page, asked, markets, commodities }: Props) {
  const t = useTranslations('book.search');
  const l = useTranslations('verify.lane');
  const locale = useLocale() as Locale;
  const nameOf = (list: readonly Named[], code: string) => list.find((m) => m.code === code)?.name ?? code;
  const seen = (e: Entry) => {
    const zone = markets.find((m) => m.code === e.market_id)?.zone ?? 'Asia/Jakarta';
    return moment(Date.parse(e.observed_at), zone, locale);
  };
  if (page.entries.length === 0) {
    // Where the day begins first: a day that has begun anywhere is not to come.
    const today = localDate(Date.now(), 'Asia/Jayapura');
    return <p className="panel-empty muted">{t(`none.${noneWords(asked, today)}`)}</p>;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="table-scroll" aria-label={t('results')} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('what')}</th>
            <th scope="col" className="right">
              {t('price')}
            </th>
            <th scope="col" className="wide-only-cell">
              {t('where')}
            </th>
            <th scope="col" className="wide-only-cell">
              {t('when')}
            </th>
            <th scope="col">{t('proof')}</th>
          </tr>
        </thead>
        <tbody>
          {page.entries.map((e) => (
            <tr key={e.index}>
              <th scope="row">
                {nameOf(commodities, e.commodity)}{' '}
                {e.lane === 'accepted' ? null : <span className="muted small">({l(e.lane)})</span>}
                <span className="narrow-line muted small">
                  {nameOf(markets, e.market_id)}, {seen(e)}
                </span>
              </th>
              <td className="right number">{rupiah(e.price, locale)}</td>
              <td className="wide-only-cell">
                {nameOf(markets, e.market_id)} <span className="muted ident">{e.device_id}</span>
              </td>
              <td className="wide-only-cell">{seen(e)}</td>
              <td>
                <SealLink
                  index={e.index}
                  what={`${nameOf(commodities, e.commodity)}, ${nameOf(markets, e.market_id)}, ${e.index}`}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
