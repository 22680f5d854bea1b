'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Notice } from '@/components/ui/Notice';
import type { CaseCard, CaseQueue } from '@/lib/live/review';
import { CaseReport } from './CaseReport';
import { signInAddress } from './case-address';
import { DecisionForm } from './DecisionForm';
import { DECISION_KEYS, DeskActions } from './DeskActions';
import { draftKey } from './decision-draft';
import { type FilterChoices, Filters } from './Filters';
import { KeyHelp } from './KeyHelp';
import { QueueList } from './QueueList';
import { filtersInUse, type Trouble } from './review-fetch';
import { type Deciding, useDecision } from './use-decision';
import { type Desk, useDesk } from './use-desk';
import { useKeys } from './use-keys';
import { WaitingCases } from './WaitingCases';

interface Props extends FilterChoices {
  readonly initial: CaseQueue;
  /** False for who only reads along. */
  readonly decides: boolean;
}

/** The whole desk: the queue on one side, the case on the other; keys do everything that the mouse does. */
export function ReviewDesk({ initial, decides, ...choices }: Props) {
  const t = useTranslations('review');
  const desk = useDesk(initial);
  const deciding = useDecision(desk, decides);
  const [help, setHelp] = useState(false);
  const filter = useRef<HTMLSelectElement>(null);
  const { queue, current } = desk;

  const open = (id: number | null) => {
    deciding.clear();
    desk.open(id);
  };
  const step = (by: number) => {
    const at = queue.cases.findIndex((c) => c.id === current);
    const next = queue.cases[Math.max(0, Math.min(queue.cases.length - 1, at + by))];
    if (next !== undefined) open(next.id);
  };
  const close = () => {
    deciding.cancel();
    setHelp(false);
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    x: () => {
      if (current !== null && decides) deciding.choose(current);
    },
    '/': () => filter.current?.focus(),
    '?': () => setHelp(!help),
    Escape: close,
    ...Object.fromEntries(DECISION_KEYS.map(([decision, key]) => [key, () => deciding.begin(decision)])),
  });
  const nothing = filtersInUse(desk.filters) === 0 ? 'empty' : 'noMatch';
  const choosing = deciding.chosen.size > 0 || deciding.said !== '';
  return (
    <div className={`desk${current === null ? '' : ' desk-open'}${choosing ? ' desk-choosing' : ''}`}>
      {desk.trouble === null ? null : <TroubleNotice trouble={desk.trouble} current={current} />}
      <div className="desk-queue">
        <Filters {...choices} filters={desk.filters} first={filter} onChange={desk.setFilters} />
        {queue.cases.length === 0 ? (
          <Notice title={t(`${nothing}.title`)} text={t(`${nothing}.text`)} />
        ) : (
          <QueueList
            cases={queue.cases}
            now={desk.now}
            current={current}
            chosen={deciding.chosen}
            decides={decides}
            onOpen={open}
            onChoose={deciding.choose}
          />
        )}
        {queue.next_cursor === null ? null : (
          <button type="button" className="button" onClick={desk.more}>
            {t('more')}
          </button>
        )}
        <button type="button" className="link small" onClick={() => setHelp(!help)}>
          {t('keys.title')} <kbd>?</kbd>
        </button>
        {help ? <KeyHelp /> : null}
      </div>
      <CasePane desk={desk} deciding={deciding} decides={decides} onBack={() => open(null)} />
    </div>
  );
}

/** What a correction begins with: the price that somebody proposed and waits to be confirmed, else what was expected. */
function firstPrice(card: CaseCard | null): number | null {
  const proposed = card?.pending?.corrected_price ?? null;
  return proposed ?? (card?.expected == null ? null : Math.round(card.expected));
}

function TroubleNotice({ trouble, current }: { readonly trouble: Trouble; readonly current: number | null }) {
  const t = useTranslations(`review.${trouble}`);
  return (
    <Notice tone="warn" title={t('title')} text={t('text')}>
      {trouble === 'ended' ? (
        <a className="button button-main" href={signInAddress(current)}>
          {t('signIn')}
        </a>
      ) : null}
    </Notice>
  );
}

interface PaneProps {
  readonly desk: Desk;
  readonly deciding: Deciding;
  readonly decides: boolean;
  readonly onBack: () => void;
}

function CasePane({ desk, deciding, decides, onBack }: PaneProps) {
  const t = useTranslations('review');
  const { card, current } = desk;
  const { act, chosen } = deciding;
  const many = chosen.size > 0;
  return (
    <article className="panel desk-case" aria-label={t('case')} aria-busy={current !== null && card === null}>
      <button type="button" className="button desk-back" onClick={onBack}>
        {t('back')}
      </button>
      <DeskActions
        card={card}
        decides={decides}
        declines={deciding.declines}
        chosen={chosen.size}
        onBegin={deciding.begin}
      />
      <div className="desk-said" role="status">
        {deciding.said === '' ? null : <p>{deciding.said}</p>}
        <WaitingCases cases={deciding.waiting} onClose={deciding.clear} />
      </div>
      {act === null ? null : (
        <DecisionForm
          key={draftKey(act, many ? 'many' : current)}
          decision={act}
          draft={draftKey(act, many ? 'many' : current)}
          count={many ? chosen.size : 1}
          card={many ? null : card}
          price={firstPrice(card)}
          busy={deciding.busy}
          fault={deciding.fault}
          ended={deciding.ended}
          onSend={deciding.send}
          onCancel={deciding.cancel}
        />
      )}
      {card === null ? (
        <p className="muted desk-pick">{current === null ? t('pick') : t('loading')}</p>
      ) : (
        <CaseReport card={card} now={desk.now} />
      )}
    </article>
  );
}
