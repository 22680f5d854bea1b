'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { fieldsOf, fillingOf } from '../portal/draft';
import { useQuestion } from '../portal/use-question';
import { useSending } from '../portal/use-sending';
import { FaultsContext, faultsOfAll } from './faults';
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

/**
 * A form whose server action answers in place: faults beside their fields, a question before what weighs, what was done.
 * A question is about what stood in the fields when it was asked, so it goes when they change.
 */
export function EditForm(props: Props) {
  const { action, send, values = {}, resets = false, quiet = false, label, children } = props;
  const [t, said] = [useTranslations('admin'), useTranslations('portal.form')];
  const form = useRef<HTMLFormElement>(null);
  const asked = useRef('');
  const sending = useSending(action, form);
  const { answer, busy } = sending;
  const { question, opener, no, onKeyDown } = useQuestion(answer?.ask !== undefined, sending.forget);
  const [fields, setFields] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (answer?.done && resets) form.current?.reset();
    const target = answer?.faults ? '[aria-invalid="true"]' : answer?.ask ? '.ask' : null;
    if (target !== null) form.current?.querySelector<HTMLElement>(target)?.focus();
    if (form.current !== null) setFields(new Set(fieldsOf(form.current).map(({ name }) => name)));
  }, [answer, resets]);
  // Sent by hand, or React would empty the form whatever the answer is; without scripts the action takes it.
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const sent = event.currentTarget;
    // A yes is about what was asked; a field that the page itself filled since, as the map does, is asked about anew.
    const about = fillingOf(sent);
    const unchanged = about === asked.current;
    asked.current = about;
    sending.send(sent, unchanged ? (event.nativeEvent as SubmitEvent).submitter : null);
  };
  const whole = [
    ...faultsOfAll(answer?.faults ?? [], fields),
    ...(sending.lost ? [said('lost')] : []),
    ...(sending.restored ? [said('restored')] : []),
  ];
  return (
    <form
      className="stack"
      action={sending.submit}
      onSubmit={onSubmit}
      onChange={answer?.ask ? sending.forget : undefined}
      ref={form}
      aria-label={label}
    >
      {Object.entries(values).map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={name} />
      ))}
      <FaultsContext.Provider value={answer?.faults ?? []}>{children}</FaultsContext.Provider>
      {answer?.ask ? (
        <div
          className="ask"
          role="alertdialog"
          aria-label={answer.ask.text}
          tabIndex={-1}
          ref={question}
          onKeyDown={onKeyDown}
        >
          <p>{answer.ask.text}</p>
          <Lines lines={answer.ask.lines} />
          <div className="form-row">
            <button type="submit" name="confirmed" value="yes" className="button button-main" disabled={busy}>
              {answer.ask.yes === undefined ? t('yes') : said('yes', { what: answer.ask.yes })}
            </button>
            <button type="button" className="button" disabled={busy} onClick={no}>
              {said('no')}
            </button>
          </div>
        </div>
      ) : (
        <button
          type="submit"
          className={quiet ? 'button' : 'button button-main'}
          ref={opener}
          disabled={busy}
        >
          {busy ? t('busy') : send}
        </button>
      )}
      <p className="form-fault" role="alert">
        {whole.join(' ')}
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
