import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Icon } from './icons';

type Target =
  /** Position of the price in the ledger. */
  | { readonly index: number }
  /** A mean: its sealed prices are listed. `region` is a province's number. */
  | { readonly commodity: string; readonly region?: number }
  /** A mean of one day: its entries are looked for in the ledger. `market` is a code. */
  | { readonly commodity: string; readonly day: string; readonly market?: string };

/** The seal on a price: leads to where everybody can check it. `what` tells screen readers which one. */
export function SealLink({ what, ...target }: Target & { readonly what: string }) {
  const t = useTranslations('seal');
  return (
    <Link href={hrefOf(target)} prefetch={false} className="seal" aria-label={t('label', { what })}>
      <Icon name="seal" />
      <span aria-hidden="true">{t('prove')}</span>
    </Link>
  );
}

function hrefOf(target: Target): string {
  if ('index' in target) return `/verify?i=${target.index}`;
  const query = new URLSearchParams({ commodity: target.commodity });
  if ('day' in target) {
    query.set('day', target.day);
    if (target.market !== undefined) query.set('market_id', target.market);
    return `/buku-besar?${query}#cari`;
  }
  if (target.region !== undefined) query.set('region', String(target.region));
  return `/verify?${query}`;
}
