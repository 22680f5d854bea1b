'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useActionState, useState } from 'react';
import type { FormAction } from './action-answer';
import { ShownOnce } from './ShownOnce';

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

/** A form whose act answers in place: what stands against it, what was done, what is shown once. */
export function ActionForm({ action, send, values = {}, confirm, main = false, children }: Props) {
  const t = useTranslations('portal.form');
  const [answer, submit, busy] = useActionState(action, null);
  const [asked, setAsked] = useState(false);
  const look = main ? 'button button-main' : 'button';
  return (
    <form className="stack" action={submit} onSubmit={() => setAsked(false)}>
      {Object.entries(values).map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={name} />
      ))}
      {children}
      {asked ? (
        <div className="confirm">
          <p className="small">{confirm}</p>
          <div className="row">
            <button type="submit" className="button button-main">
              {t('yes', { what: send })}
            </button>
            <button type="button" className="button" onClick={() => setAsked(false)}>
              {t('no')}
            </button>
          </div>
        </div>
      ) : (
        <button
          type={confirm === undefined ? 'submit' : 'button'}
          className={look}
          disabled={busy}
          onClick={confirm === undefined ? undefined : () => setAsked(true)}
        >
          {busy ? t('busy') : send}
        </button>
      )}
      <p className="form-fault" role="alert">
        {answer?.fault ?? ''}
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
