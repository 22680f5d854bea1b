import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { type Locale, moment, rupiah, unitName } from '@/components/ui/format';
import { SimulatedTag } from '@/components/ui/StateMark';
import type { Leaf, PriceLeaf } from '@/lib/ledger/leaf-kinds';
import type { Told } from './ledger-doors';
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
          {market} <span className="muted">{told?.market == null ? null : leaf.market}</span>
        </Fact>
        <Fact name={t('device')}>
          <code>{leaf.deviceId}</code>
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
          <code>{leaf.readingId}</code>
        </Fact>
      </dl>
    </section>
  );
}

/** Every other kind: its members as they stand, with a way to the price it is about. */
function OtherFacts({ leaf }: { readonly leaf: Leaf }) {
  const t = useTranslations('verify');
  const about = leaf.kind === 'verdict' || leaf.kind === 'review' ? leaf.observation : null;
  const members = Object.entries(leaf).filter(([name]) => name !== 'kind');
  return (
    <section className="panel verify-facts" aria-label={t('facts.title')}>
      <h2>{t(`kind.${leaf.kind}`)}</h2>
      <dl className="facts">
        {members.map(([name, value]) => (
          <Fact key={name} name={name}>
            <code>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</code>
          </Fact>
        ))}
      </dl>
      {about === null ? null : (
        <p>
          <Link href={`/verify?i=${about}`} prefetch={false}>
            {t('toPrice', { index: String(about) })}
          </Link>
        </p>
      )}
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
