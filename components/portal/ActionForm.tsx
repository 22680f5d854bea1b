'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { FormAction } from './action-answer';
import { ShownOnce } from './ShownOnce';
import { useFaultField } from './use-fault-field';
import { useQuestion } from './use-question';
import { useSending } from './use-sending';

interface Props {
  readonly action: FormAction;
  readonly send: string;
  /** Sent along unseen. */
  readonly values?: Readonly<Record<string, string>>;
  /** When given, the act happens only after a second, knowing click. */
  readonly confirm?: string;
  readonly main?: boolean;
  readonly children?: ReactNode;
}

/**
 * A form whose act answers in place: what stands against it, what was done, what is shown once. What was typed stays
 * until something was made of it, so that a refusal costs one correction and no choice falls back unseen.
 */
export function ActionForm({ action, send, values = {}, confirm, main = false, children }: Props) {
  const t = useTranslations('portal.form');
  const [asked, setAsked] = useState(false);
  const { question, opener, no, onKeyDown } = useQuestion(asked, () => setAsked(false));
  const form = useRef<HTMLFormElement>(null);
  const { answer, busy, lost, restored, submit, send: dispatch } = useSending(action, form);
  useEffect(() => {
    if (answer?.shown) form.current?.reset();
  }, [answer]);
  const faultId = useFaultField(form, answer);
  // Sent by hand, or React would empty the form whatever the answer is; without scripts the action takes it.
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(false);
    dispatch(event.currentTarget, null);
  };
  const look = main ? 'button button-main' : 'button';
  return (
    <form className="stack" action={submit} onSubmit={onSubmit} ref={form}>
      {Object.entries(values).map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={name} />
      ))}
      {children}
      {asked ? (
        <div
          className="confirm"
          role="alertdialog"
          aria-label={confirm}
          tabIndex={-1}
          ref={question}
          onKeyDown={onKeyDown}
        >
          <p className="small">{confirm}</p>
          <div className="row">
            <button type="submit" className="button button-main">
              {t('yes', { what: send })}
            </button>
            <button type="button" className="button" onClick={no}>
              {t('no')}
            </button>
          </div>
        </div>
      ) : (
        <button
          type={confirm === undefined ? 'submit' : 'button'}
          className={look}
          ref={opener}
          disabled={busy}
          onClick={confirm === undefined ? undefined : () => setAsked(true)}
        >
          {busy ? t('busy') : send}
        </button>
      )}
      <p className="form-fault" role="alert" id={faultId}>
        {lost ? t('lost') : restored ? t('restored') : (answer?.fault ?? '')}
      </p>
      {answer?.done ? (
        <p className="form-done" role="status">
          {answer.done}
        </p>
      ) : null}
      {answer?.shown ? <ShownOnce {...answer.shown} /> : null}
    </form>
  );
}
