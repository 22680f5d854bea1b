'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { CaseCard } from '@/lib/live/review';
import { MIN_NOTE, REVIEW_REASONS } from '@/lib/market/review';
import { signInAddress } from './case-address';
import { keepDecision, keptDecision } from './decision-draft';
import { actName } from './people-for';
import { type DecisionFault, readDecision, readPrice } from './read-decision';
import type { Choice } from './review-fetch';
import { TwoPeople } from './TwoPeople';

interface Props {
  readonly decision: Choice['decision'];
  /** Names what was written before and not sent. */
  readonly draft: string;
  /** How many cases it is about. */
  readonly count: number;
  /** The case; `null` while several are chosen. */
  readonly card: CaseCard | null;
  /** What a correction begins with. */
  readonly price: number | null;
  readonly busy: boolean;
  readonly fault: string | null;
  /** Whether the session is over: signing in elsewhere lets this be sent from here. */
  readonly ended: boolean;
  readonly onSend: (choice: Choice) => void;
  readonly onCancel: () => void;
}

/** Why: a code that can be counted and a sentence that can be read. Enter in the text with Ctrl sends it. */
export function DecisionForm(props: Props) {
  const { decision, draft, count, card, price, busy, fault, ended, onSend, onCancel } = props;
  const t = useTranslations('review');
  const first = useRef<HTMLSelectElement>(null);
  const [kept] = useState(() => keptDecision(draft));
  const [reason, setReason] = useState(kept?.reason ?? REVIEW_REASONS[decision][0] ?? 'other');
  const [note, setNote] = useState(kept?.note ?? '');
  const [corrected, setCorrected] = useState(kept?.price ?? (price === null ? '' : String(price)));
  const [unread, setUnread] = useState<DecisionFault | null>(null);
  useEffect(() => {
    const before = document.activeElement;
    first.current?.focus();
    return () => {
      // Who began by a button stands on it again; nobody is taken away from where they went meanwhile.
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);
  useEffect(() => keepDecision(draft, { reason, note, price: corrected }), [draft, reason, note, corrected]);

  const act = t(`act.${actName(decision, card)}`);
  const typed = decision === 'correct' ? readPrice(corrected) : null;

  function send(event: FormEvent) {
    event.preventDefault();
    const read = readDecision({ decision, reason, note, price: corrected });
    if (typeof read === 'string') return setUnread(read);
    setUnread(null);
    onSend(read);
  }
  return (
    <form className="stack decision-form" onSubmit={send} aria-label={act}>
      <h2>{count > 1 ? t('form.many', { act, count }) : act}</h2>
      <p className="small muted">{t(`form.means.${decision}`)}</p>
      <TwoPeople decision={decision} price={typeof typed === 'string' ? null : typed} card={card} />
      {decision === 'correct' ? (
        <label className="field field-wide">
          <span>{t('form.price')}</span>
          <input
            className="input"
            inputMode="numeric"
            autoComplete="off"
            required
            maxLength={20}
            aria-invalid={unread === null || unread === 'short_note' ? undefined : true}
            value={corrected}
            onChange={(e) => {
              setUnread(null);
              setCorrected(e.target.value);
            }}
          />
        </label>
      ) : null}
      <label className="field field-wide">
        <span>{t('form.reason')}</span>
        <select ref={first} value={reason} onChange={(e) => setReason(e.target.value)}>
          {REVIEW_REASONS[decision].map((code) => (
            <option key={code} value={code}>
              {t(`reason.${code}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="field field-wide">
        <span>{decision === 'ask_again' ? t('form.question') : t('form.note', { min: MIN_NOTE })}</span>
        <textarea
          className="input note-input"
          rows={3}
          required
          minLength={MIN_NOTE}
          maxLength={1000}
          aria-invalid={unread === 'short_note' ? true : undefined}
          value={note}
          onChange={(e) => {
            setUnread(null);
            setNote(e.target.value);
          }}
          onKeyDown={(e) => {
            if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) e.currentTarget.form?.requestSubmit();
          }}
        />
      </label>
      <p className="form-fault" role="alert">
        {unread === null ? (fault ?? '') : t(`form.${unread}`, { min: MIN_NOTE })}
      </p>
      {ended ? (
        <a className="lone-link" href={signInAddress(card?.id ?? null)} target="_blank" rel="noreferrer">
          {t('form.signIn')}
        </a>
      ) : null}
      <div className="form-actions">
        <button type="submit" className="button button-main" disabled={busy}>
          {busy ? t('form.busy') : t('form.send')}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {t('form.cancel')} <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
}
