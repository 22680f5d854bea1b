import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { type Locale, moment, rupiah } from '@/components/ui/format';
import type { LaterDecision } from './stair';
import { useReason } from './use-reason';

/** What was decided about the price after its first verdict, each proved on its own. */
export function LaterList({ decisions }: { readonly decisions: readonly LaterDecision[] }) {
  const t = useTranslations('verify');
  if (decisions.length === 0) return null;
  return (
    <section className="panel" aria-label={t('later.title')}>
      <h2>{t('later.title')}</h2>
      <ol className="later">
        {decisions.map(({ leaf, proved, state }) => (
          <li key={leaf.index}>
            <Said leaf={leaf} state={state} />
            <p className="muted small">
              {t(proved ? 'later.proved' : 'later.notProved')}{' '}
              <Link href={`/verify?i=${leaf.index}`} prefetch={false}>
                {t('later.leaf', { index: String(leaf.index) })}
              </Link>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What was decided, in words; what a person did also says whether it took effect. */
function Said({ leaf, state }: Pick<LaterDecision, 'leaf' | 'state'>) {
  const t = useTranslations('verify');
  const locale = useLocale() as Locale;
  const reason = useReason();
  if (leaf.kind !== 'verdict' && leaf.kind !== 'review') return <p>{t(`kind.${leaf.kind}`)}</p>;
  const [from, to] = [t(`lane.${leaf.from}`), t(`lane.${leaf.to}`)];
  const said = { time: moment(leaf.at, 'Asia/Jakarta', locale, true), reason: reason(leaf.reason) };
  if (leaf.kind === 'verdict') return <p>{t('later.verdict', { ...said, from, to })}</p>;
  const price = leaf.correctedPrice;
  return (
    <p>
      {t(`later.review.${leaf.decision}`, said)}{' '}
      {leaf.from === leaf.to ? null : t('later.moved', { from, to })}{' '}
      {price === undefined ? null : t('later.corrected', { price: rupiah(price, locale) })}{' '}
      {state !== null && t.has(`later.state.${state}`) ? t(`later.state.${state}`) : null}
    </p>
  );
}
