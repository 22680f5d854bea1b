'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type Locale, signedPercent } from '@/components/ui/format';
import type { CaseCard } from '@/lib/live/review';
import { peopleFor } from './people-for';
import type { Choice } from './review-fetch';
import { usePreview } from './use-preview';

interface Props extends Pick<Choice, 'decision'> {
  /** Of a correction as it is typed; `null` with any other decision, and while it is no price. */
  readonly price: number | null;
  /** What it is about; `null` for several. */
  readonly card: CaseCard | null;
}

/** Decisions that may move averages. */
const MOVING: readonly Choice['decision'][] = ['accept', 'reject', 'correct', 'undo'];

/** Says, before a decision is sent, that it takes two people, and how far it would move averages. */
export function TwoPeople({ decision, price, card }: Props) {
  const t = useTranslations('review.form.people');
  const locale = useLocale() as Locale;
  const moves = MOVING.includes(decision);
  const asks = moves && card !== null && (decision === 'correct') === (price !== null);
  const preview = usePreview(asks ? { id: card.id, version: card.version, decision, price } : null);
  const people = card === null ? null : peopleFor({ decision, price }, card.pending, preview);
  const share = (of: number) => signedPercent(of, locale, 2);
  const text = () => {
    if (card === null) return moves ? t('many') : null;
    if (people !== 'first' || preview === null) return people === null ? null : t(people);
    const { region, nation } = preview;
    if (nation === null) return null;
    return region === null
      ? t('firstNation', { nation: share(nation) })
      : t('first', { region: share(region), nation: share(nation) });
  };
  return (
    <p className="small two-people" role="status">
      {text()}
    </p>
  );
}
