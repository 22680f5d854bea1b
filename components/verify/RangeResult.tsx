import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { type Locale, moment, rupiah, unitName } from '@/components/ui/format';
import type { Leaf } from '@/lib/ledger/leaf-kinds';
import type { RangeExamination } from './examine-range';
import type { CommodityNames } from './Facts';
import { Stair } from './Stair';
import { Verdict } from './Verdict';

interface Props {
  readonly examination: RangeExamination;
  readonly names: readonly CommodityNames[];
}

/** What came out of an exported range: the steps, and the entries that are proved. */
export function RangeResult({ examination, names }: Props) {
  const { leaves, fault } = examination.report;
  return (
    <div className="verify-result">
      <div className="verify-main">
        <Verdict examination={examination} />
        <Stair steps={examination.steps} />
      </div>
      <div className="verify-side">
        {leaves.length === 0 ? null : <Entries leaves={leaves} wrong={fault?.index ?? null} names={names} />}
      </div>
    </div>
  );
}

interface EntriesProps extends Pick<Props, 'names'> {
  readonly leaves: readonly Leaf[];
  readonly wrong: number | null;
}

function Entries({ leaves, wrong, names }: EntriesProps) {
  const t = useTranslations('verify.range');
  const locale = useLocale() as Locale;
  return (
    <section className="panel verify-range" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p className="muted small">{t('text', { count: String(leaves.length) })}</p>
      {wrong === null ? null : <p role="alert">{t('wrong', { index: String(wrong) })}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="table-scroll" aria-label={t('table')} tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('index')}</th>
              <th scope="col">{t('what')}</th>
              <th scope="col">{t('time')}</th>
            </tr>
          </thead>
          <tbody>
            {leaves.map((leaf) => (
              <tr key={leaf.index}>
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
        </table>
      </section>
    </section>
  );
}

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
