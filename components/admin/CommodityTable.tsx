import { useTranslations } from 'next-intl';
import { type Locale, unitName } from '@/components/ui/format';
import type { Commodity } from '@/lib/market/commodity';

interface Props {
  readonly lines: readonly (Commodity & { readonly aliases: readonly string[] })[];
  readonly chosen: string | null;
  readonly locale: Locale;
}

export function CommodityTable({ lines, chosen, locale }: Props) {
  const t = useTranslations('goods');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="panel table-scroll table-tall" aria-label={t('title')} tabIndex={0}>
      <table className="table">
        <caption className="hidden-visually">{t('title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('columns.name')}</th>
            <th scope="col">{t('columns.unit')}</th>
            <th scope="col">{t('columns.volatility')}</th>
            <th scope="col" className="wide-only-cell">
              {t('columns.aliases')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((c) => (
            <tr key={c.code} aria-current={c.code === chosen ? 'true' : undefined}>
              <th scope="row" className="wrap">
                <a href={`/portal/komoditas?kode=${encodeURIComponent(c.code)}#isian`}>
                  {locale === 'id' ? c.nameId : c.nameEn}
                </a>
                <br />
                <span className="muted small ident">{c.code}</span>
              </th>
              <td>{unitName(c.unit, locale)}</td>
              <td>{t(`class.${c.volatility}`)}</td>
              <td className="wrap wide-only-cell muted">{c.aliases.join(', ') || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
