import { useLocale, useTranslations } from 'next-intl';
import { type Locale, moment, rupiah, unitName } from '@/components/ui/format';
import { SimulatedTag } from '@/components/ui/StateMark';
import type { Leaf, PriceLeaf } from '@/lib/ledger/leaf-kinds';
import { Fact } from './Fact';
import type { Told } from './ledger-doors';
import { OtherFacts } from './OtherFacts';
import { useReason } from './use-reason';

export interface CommodityNames {
  readonly commodity: string;
  readonly name: string;
}

interface Props {
  readonly leaf: Leaf;
  readonly told: Told | null;
  readonly publishedAt: number | null;
  readonly names: readonly CommodityNames[];
}

/** What the leaf says, as people read it. */
export function Facts({ leaf, told, publishedAt, names }: Props) {
  if (leaf.kind === 'price') {
    return <PriceFacts leaf={leaf} told={told} publishedAt={publishedAt} names={names} />;
  }
  return <OtherFacts leaf={leaf} />;
}

function PriceFacts({ leaf, told, publishedAt, names }: Omit<Props, 'leaf'> & { readonly leaf: PriceLeaf }) {
  const t = useTranslations('verify.facts');
  const l = useTranslations('verify.lane');
  const locale = useLocale() as Locale;
  const name = names.find(({ commodity }) => commodity === leaf.commodity)?.name ?? leaf.commodity;
  const market = told?.market == null ? leaf.market : `${told.market.name}, ${told.market.city}`;
  const reason = useReason();
  const flags = leaf.flags.length === 0 ? null : leaf.flags.map(reason).join('; ');
  return (
    <section className="panel verify-facts" aria-label={t('title')}>
      <h2>{name}</h2>
      <p className="verify-price number">
        {rupiah(leaf.price, locale)} <span className="muted">/ {unitName(leaf.unit, locale)}</span>{' '}
        {leaf.provenance === 'simulated' ? <SimulatedTag /> : null}
      </p>
      <dl className="facts">
        <Fact name={t('market')}>
          {market} <span className="muted ident">{told?.market == null ? null : leaf.market}</span>
        </Fact>
        <Fact name={t('device')}>
          <code className="ident">{leaf.deviceId}</code>
        </Fact>
        <Fact name={t('observed')}>{moment(leaf.observedAt, 'Asia/Jakarta', locale, true)}</Fact>
        <Fact name={t('received')}>{moment(leaf.receivedAt, 'Asia/Jakarta', locale, true)}</Fact>
        <Fact name={t('published')}>
          {publishedAt === null ? t('unknown') : moment(publishedAt, 'Asia/Jakarta', locale, true)}
        </Fact>
        <Fact name={t('verdict')}>
          {l(leaf.lane)}
          {flags === null ? null : <span className="muted"> ({flags})</span>}
          <span className="muted small">{t('rule', { rule: leaf.ruleVersion })}</span>
        </Fact>
        <Fact name={t('index')}>
          <code>{leaf.index}</code>
        </Fact>
        <Fact name={t('reading')}>
          <code className="ident">{leaf.readingId}</code>
        </Fact>
      </dl>
    </section>
  );
}
