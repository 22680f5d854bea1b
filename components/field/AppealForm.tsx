'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import type { FieldDecision } from '@/lib/live/field';
import { MAX_NOTE, MIN_NOTE, REVIEW_REASONS } from '@/lib/market/review';
import { sendAppeal } from './actions';
import { flush } from './core/send';

interface Props {
  readonly decision: FieldDecision;
  readonly deviceId: string;
}

/** What hands a decision to another reviewer; once a price. It waits on the phone while there is no network. */
export function AppealForm({ decision, deviceId }: Props) {
  const { observation, commodity, commodity_name, price } = decision;
  const t = useTranslations('field.decisions.appeal');
  const reasons = useTranslations('review.reason');
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState<'reason' | 'note' | null>(null);
  if (!open) {
    return (
      <button type="button" className="field-second" onClick={() => setOpen(true)}>
        {t('open')}
      </button>
    );
  }
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const said = note.trim();
    if (reason === null) return setMissing('reason');
    if (said.length < MIN_NOTE) return setMissing('note');
    const about = { commodity, commodity_name, price };
    await sendAppeal({ observation, deviceId, about, reason, note: said });
    await flush(true);
  };
  return (
    <form className="field-form" noValidate onSubmit={(event) => void send(event)}>
      <p className="muted small">{t('means')}</p>
      <fieldset className="field-radios">
        <legend>{t('reason')}</legend>
        {REVIEW_REASONS.appeal.map((code) => (
          <label key={code}>
            <input
              type="radio"
              name={`reason-${observation}`}
              checked={reason === code}
              onChange={() => {
                setReason(code);
                setMissing(null);
              }}
            />
            {reasons(code)}
          </label>
        ))}
      </fieldset>
      <label htmlFor={`note-${observation}`}>{t('note', { min: MIN_NOTE })}</label>
      <textarea
        id={`note-${observation}`}
        rows={4}
        maxLength={MAX_NOTE}
        value={note}
        aria-invalid={missing === 'note'}
        onChange={(event) => {
          setNote(event.target.value);
          setMissing(null);
        }}
      />
      {missing === null ? null : (
        <p className="field-banner field-banner-warn" role="alert">
          {t(`missing.${missing}`, { min: MIN_NOTE })}
        </p>
      )}
      <button type="submit" className="field-main">
        {t('send')}
      </button>
      <button type="button" className="field-second" onClick={() => setOpen(false)}>
        {t('cancel')}
      </button>
    </form>
  );
}
