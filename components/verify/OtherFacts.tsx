import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { type Locale, moment, rupiah } from '@/components/ui/format';
import type { Leaf } from '@/lib/ledger/leaf-kinds';
import { Fact } from './Fact';
import { type Member, membersOf } from './members';
import { useReason } from './use-reason';

/** Every kind of leaf but a price, as people read it, with a way to the price it is about. */
export function OtherFacts({ leaf }: { readonly leaf: Leaf }) {
  const t = useTranslations('verify');
  const read = useReading();
  const about = leaf.kind === 'verdict' || leaf.kind === 'review' ? leaf.observation : null;
  return (
    <section className="panel verify-facts" aria-label={t('facts.title')}>
      <h2>{t(`kind.${leaf.kind}`)}</h2>
      <dl className="facts">
        {membersOf(leaf).map((member) => (
          <Fact key={member.name} name={t(`member.${member.name}`)}>
            {read(member)}
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

function useReading(): (member: Member) => ReactNode {
  const t = useTranslations('verify');
  const reason = useReason();
  const locale = useLocale() as Locale;
  return ({ kind, value }) => {
    const said = String(value);
    if (kind === 'words') return said;
    if (kind === 'time') return moment(Number(value), 'Asia/Jakarta', locale, true);
    if (kind === 'price') return rupiah(Number(value), locale);
    if (kind === 'reason') return reason(said);
    if (kind === 'lane') return t(`lane.${said}`);
    if (kind === 'code') return <code>{said}</code>;
    if (kind === 'who')
      return said === 'system' ? t('memberWord.system') : t('memberWord.person', { value: said });
    return t(`memberWord.${kind}.${said}`);
  };
}
