'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { CaseCard, CaseLine } from '@/lib/live/review';
import { draftKey, dropDecision } from './decision-draft';
import { offers } from './offers';
import { bulkOutcome } from './read-decision';
import { type Choice, sendBulk, sendChoice, troubleOf } from './review-fetch';
import type { Desk } from './use-desk';

export interface Deciding {
  /** What is being decided; `null` while nobody writes. */
  readonly act: Choice['decision'] | null;
  readonly chosen: ReadonlySet<number>;
  /** Whether there is a proposal to decline. */
  readonly declines: boolean;
  readonly busy: boolean;
  readonly fault: string | null;
  /** Whether that is because the session is over. */
  readonly ended: boolean;
  /** What just happened, for everybody who listens. */
  readonly said: string;
  /** Of what was just decided, what is a proposal until a second person agrees. */
  readonly waiting: readonly CaseLine[];
  readonly begin: (decision: Choice['decision']) => void;
  readonly cancel: () => void;
  readonly choose: (id: number) => void;
  readonly clear: () => void;
  readonly send: (choice: Choice) => void;
}

/** What a decision that was taken did; each has words under `review.form`. */
function became(decision: Choice['decision'], { pending }: CaseCard, after: CaseCard | null) {
  if (after?.state === 'proposed') return 'proposed';
  if (decision !== 'decline') return 'done';
  return pending?.mine === true ? 'withdrawn' : 'declined';
}

/** From a key to a decision that is stored, about one case or about the chosen ones. */
export function useDecision({ queue, card, show, refresh }: Desk, decides: boolean): Deciding {
  const t = useTranslations('review');
  const [act, setAct] = useState<Choice['decision'] | null>(null);
  const [marked, setMarked] = useState<ReadonlySet<number>>(new Set());
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [ended, setEnded] = useState(false);
  const [said, setSaid] = useState('');
  const [waiting, setWaiting] = useState<readonly CaseLine[]>([]);
  // What left the queue, since somebody else decided or the filters changed, is chosen no more: nothing is counted unseen.
  const chosen = new Set(queue.cases.map(({ id }) => id).filter((id) => marked.has(id)));
  const many = chosen.size > 0;
  const declines = many
    ? queue.cases.some(({ id, state }) => chosen.has(id) && state === 'proposed')
    : card !== null && card.pending !== null;

  function allowed(decision: Choice['decision']): boolean {
    if (decision === 'appeal') return card?.may_appeal === true;
    if (!decides) return false;
    if (many) return decision !== 'correct' && (decision !== 'decline' || declines);
    return offers(card, decision);
  }

  async function sendMany(choice: Choice): Promise<void> {
    const wanted = queue.cases.filter((c) => chosen.has(c.id));
    const results = await sendBulk(
      wanted.map(({ id, version }) => ({ id, version })),
      choice,
    );
    const { codes, waiting: ids, ...counts } = bulkOutcome(results);
    const why = codes.filter((code) => t.has(`refused.${code}`)).map((code) => t(`refused.${code}`));
    setSaid([t('form.bulkDone', counts), ...why].join(' '));
    dropDecision(draftKey(choice.decision, 'many'));
    setWaiting(wanted.filter(({ id }) => ids.includes(id)));
    setMarked(new Set(results.filter((r) => r.status !== 200).map((r) => r.id)));
    setAct(null);
  }

  async function sendOne(choice: Choice): Promise<void> {
    if (card === null) return;
    const answer = await sendChoice(card, choice);
    if (answer.card !== null) show(answer.card);
    if (answer.ok) {
      dropDecision(draftKey(choice.decision, card.id));
      setAct(null);
      setSaid(t(`form.${became(choice.decision, card, answer.card)}`));
      return;
    }
    const known = answer.code !== null && t.has(`refused.${answer.code}`);
    setFault(known ? t(`refused.${answer.code}`) : answer.detail);
  }

  return {
    act,
    chosen,
    declines,
    busy,
    fault,
    ended: ended && fault !== null,
    said,
    waiting,
    begin(decision) {
      if (!allowed(decision)) return;
      setFault(null);
      setSaid('');
      setWaiting([]);
      setAct(decision);
    },
    cancel: () => setAct(null),
    choose(id) {
      const next = new Set(chosen);
      if (!next.delete(id)) next.add(id);
      setMarked(next);
    },
    clear() {
      setAct(null);
      setSaid('');
      setWaiting([]);
      setFault(null);
    },
    send(choice) {
      setBusy(true);
      setFault(null);
      setEnded(false);
      (many ? sendMany(choice) : sendOne(choice))
        .catch((error: unknown) => {
          const trouble = troubleOf(error);
          setEnded(trouble === 'ended');
          setFault(t(`form.${trouble}`));
        })
        .finally(() => {
          setBusy(false);
          refresh();
        });
    },
  };
}
