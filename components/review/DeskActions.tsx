'use client';

import { useTranslations } from 'next-intl';
import type { CaseCard } from '@/lib/live/review';
import type { Decision } from '@/lib/market/review';
import { offers } from './offers';
import { actName } from './people-for';
import type { Choice } from './review-fetch';

/** Decisions with their keys, in the order of the buttons. */
export const DECISION_KEYS = [
  ['accept', 'a'],
  ['reject', 'r'],
  ['correct', 'c'],
  ['ask_again', 't'],
  ['undo', 'u'],
  ['decline', 'd'],
] as const;

interface Props {
  readonly card: CaseCard | null;
  readonly decides: boolean;
  /** Whether there is a proposal to decline. */
  readonly declines: boolean;
  /** Cases that were chosen for a common decision. */
  readonly chosen: number;
  readonly onBegin: (decision: Choice['decision']) => void;
}

export function DeskActions({ card, decides, declines, chosen, onBegin }: Props) {
  const t = useTranslations('review');
  const appeals = card?.may_appeal === true && card.state === 'decided';
  if (!decides && !appeals) return null;
  const off = (decision: Decision) => (chosen > 0 ? decision === 'correct' : !offers(card, decision));
  const shown = DECISION_KEYS.filter(([decision]) => decides && (decision !== 'decline' || declines));
  return (
    <div className="desk-actions">
      {shown.map(([decision, key]) => (
        <button
          key={decision}
          type="button"
          className="button"
          disabled={off(decision)}
          onClick={() => onBegin(decision)}
        >
          {t(`act.${actName(decision, chosen > 0 ? null : card)}`)} <kbd>{key}</kbd>
        </button>
      ))}
      {appeals ? (
        <button type="button" className="button" onClick={() => onBegin('appeal')}>
          {t('act.appeal')}
        </button>
      ) : null}
      {chosen > 0 ? <span className="small">{t('chosen', { count: chosen })}</span> : null}
    </div>
  );
}
