import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { memo, useEffect, useRef, useState } from 'react';
import { decimal, type Locale, moment, rupiah, unitName } from '@/components/ui/format';
import type { Leaf } from '@/lib/ledger/leaf-kinds';
import type { CommodityNames } from './Facts';

/** Rows that are drawn at a time: a thousand at once would hold the page up for a quarter of a second. */
const ROWS = 50;

interface Props {
  readonly leaves: readonly Leaf[];
  /** Position of the first entry that does not hold; null when all do. */
  readonly wrong: number | null;
  readonly names: readonly CommodityNames[];
}

/** The entries of a range that are proved, as a table that grows as it is asked to. */
export function RangeEntries({ leaves, wrong, names }: Props) {
  const t = useTranslations('verify.range');
  const locale = useLocale() as Locale;
  const [asked, setAsked] = useState(ROWS);
  const table = useRef<HTMLTableElement>(null);
  const shown = Math.min(asked, leaves.length);
  const parts = Array.from({ length: Math.ceil(shown / ROWS) }, (_, part) => part * ROWS);
  const count = (n: number) => decimal(n, 0, locale);
  useEffect(() => {
    // Who asked for more by keyboard goes on in the new rows.
    if (asked > ROWS) table.current?.querySelector<HTMLElement>('tbody:last-of-type a')?.focus();
  }, [asked]);
  return (
    <section className="panel verify-range" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p className="muted small">{t('text', { count: count(leaves.length) })}</p>
      {wrong === null ? null : <p role="alert">{t('wrong', { index: String(wrong) })}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="table-scroll" aria-label={t('table')} tabIndex={0}>
        <table className="table" aria-rowcount={leaves.length + 1} ref={table}>
          <thead>
            <tr>
              <th scope="col">{t('index')}</th>
              <th scope="col">{t('what')}</th>
              <th scope="col">{t('time')}</th>
            </tr>
          </thead>
          {parts.map((first) => (
            <Rows key={first} leaves={leaves} first={first} names={names} />
          ))}
        </table>
      </section>
      {leaves.length <= ROWS ? null : (
        <div className="verify-actions">
          {shown === leaves.length ? null : (
            <button type="button" className="button" onClick={() => setAsked(asked + ROWS)}>
              {t('more', { count: count(Math.min(ROWS, leaves.length - shown)) })}
            </button>
          )}
          <p className="muted small" role="status">
            {t('shown', { shown: count(shown), count: count(leaves.length) })}
          </p>
        </div>
      )}
    </section>
  );
}

interface RowsProps extends Pick<Props, 'leaves' | 'names'> {
  /** Which of the leaves they begin with. */
  readonly first: number;
}

/** Some rows, which are not drawn again when more come after them. */
const Rows = memo(function Rows({ leaves, first, names }: RowsProps) {
  const locale = useLocale() as Locale;
  return (
    <tbody>
      {leaves.slice(first, first + ROWS).map((leaf, i) => (
        // The first row is the head of the table.
        <tr key={leaf.index} aria-rowindex={first + i + 2}>
          <th scope="row">
            <Link href={`/verify?i=${leaf.index}`} prefetch={false}>
              {leaf.index}
            </Link>
          </th>
          <td>
            <Entry leaf={leaf} names={names} />
          </td>
          <td className="muted">{moment(timeOf(leaf), 'Asia/Jakarta', locale, true)}</td>
        </tr>
      ))}
    </tbody>
  );
});

function Entry({ leaf, names }: Pick<Props, 'names'> & { readonly leaf: Leaf }) {
  const t = useTranslations('verify');
  const locale = useLocale() as Locale;
  if (leaf.kind !== 'price') return t(`kind.${leaf.kind}`);
  const name = names.find(({ commodity }) => commodity === leaf.commodity)?.name ?? leaf.commodity;
  const price = `${rupiah(leaf.price, locale)} / ${unitName(leaf.unit, locale)}`;
  return (
    <>
      {name} <span className="muted">{leaf.market}</span>
      <br />
      <span className="number">{price}</span> <span className="muted">{t(`lane.${leaf.lane}`)}</span>
    </>
  );
}

function timeOf(leaf: Leaf): number {
  return leaf.kind === 'price' ? leaf.observedAt : leaf.at;
}
