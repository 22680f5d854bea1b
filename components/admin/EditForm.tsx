'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, startTransition, useActionState, useEffect, useRef } from 'react';
import { FaultsContext } from './faults';
import type { SaveAction } from './save-answer';

interface Props {
  readonly action: SaveAction;
  readonly send: string;
  /** Sent along unseen. */
  readonly values?: Readonly<Record<string, string>>;
  /** Whether it begins anew once something was saved. */
  readonly resets?: boolean;
  readonly quiet?: boolean;
  /** Names the form to those who do not see what stands around it. */
  readonly label?: string;
  readonly children?: ReactNode;
}

/** A form whose server action answers in place: faults beside their fields, a question before what weighs, what was done. */
export function EditForm(props: Props) {
  const { action, send, values = {}, resets = false, quiet = false, label, children } = props;
  const t = useTranslations('admin');
  const [answer, submit, busy] = useActionState(action, null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (answer?.done && resets) form.current?.reset();
    const target = answer?.faults ? '[aria-invalid="true"]' : answer?.ask ? '.ask' : null;
    if (target !== null) form.current?.querySelector<HTMLElement>(target)?.focus();
  }, [answer, resets]);
  // Sent by hand, or React would empty the form whatever the answer is; without scripts the action takes it.
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const sent = new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter);
    startTransition(() => submit(sent));
  };
  const whole = answer?.faults?.filter(({ field }) => field === '') ?? [];
  return (
    <form className="stack" action={submit} onSubmit={onSubmit} ref={form} aria-label={label}>
      {Object.entries(values).map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={name} />
      ))}
      <FaultsContext.Provider value={answer?.faults ?? []}>{children}</FaultsContext.Provider>
      {answer?.ask ? (
        <div className="ask" role="alertdialog" aria-label={answer.ask.text} tabIndex={-1}>
          <p>{answer.ask.text}</p>
          <Lines lines={answer.ask.lines} />
          <div className="form-row">
            <button type="submit" name="confirmed" value="yes" className="button button-main" disabled={busy}>
              {t('yes')}
            </button>
            <button type="submit" className="button" disabled={busy}>
              {t('again')}
            </button>
          </div>
        </div>
      ) : (
        <button type="submit" className={quiet ? 'button' : 'button button-main'} disabled={busy}>
          {busy ? t('busy') : send}
        </button>
      )}
      <p className="form-fault" role="alert">
        {whole.map(({ text }) => text).join(' ')}
      </p>
      <div role="status">
        {answer?.done ? <p className="form-done">{answer.done}</p> : null}
        <Lines lines={answer?.lines} />
      </div>
    </form>
  );
}

function Lines({ lines = [] }: { readonly lines?: readonly string[] | undefined }) {
  if (lines.length === 0) return null;
  return (
    <ul className="form-lines small">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
