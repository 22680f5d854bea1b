import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { type Locale, moment, rupiah } from '@/components/ui/format';
import type { LaterDecision } from './stair';
import { useReason } from './use-reason';

/** What was decided about the price after its first verdict, each proved on its own. */
export function LaterList({ decisions }: { readonly decisions: readonly LaterDecision[] }) {
  const t = useTranslations('verify');
  const locale = useLocale() as Locale;
  const reason = useReason();
  if (decisions.length === 0) return null;
  return (
    <section className="panel" aria-label={t('later.title')}>
      <h2>{t('later.title')}</h2>
      <ol className="later">
        {decisions.map(({ leaf, proved }) => (
          <li key={leaf.index}>
            <p>
              {leaf.kind === 'verdict' || leaf.kind === 'review'
                ? t(`later.${leaf.kind}`, {
                    from: t(`lane.${leaf.from}`),
                    to: t(`lane.${leaf.to}`),
                    time: moment(leaf.at, 'Asia/Jakarta', locale, true),
                    reason: reason(leaf.reason),
                  })
                : t(`kind.${leaf.kind}`)}{' '}
              {leaf.kind === 'review' && leaf.correctedPrice !== undefined
                ? t('later.corrected', { price: rupiah(leaf.correctedPrice, locale) })
                : null}
            </p>
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
