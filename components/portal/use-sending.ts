'use client';

import { unstable_rethrow } from 'next/navigation';
import { useActionState, useEffect, useRef, useState, useTransition } from 'react';
import { dropDraft, keepDraft, restoreDraft } from './draft';
import { useSay } from './use-say';

type Action<A> = (before: A | null, form: FormData) => Promise<A | null>;

export interface Sending<A> {
  /** For a form without scripts. */
  readonly submit: (form: FormData) => void;
  readonly answer: A | null;
  readonly busy: boolean;
  /** No answer came; nobody knows whether it was done. */
  readonly lost: boolean;
  /** What was typed before the page went is in the form again. */
  readonly restored: boolean;
  readonly send: (form: HTMLFormElement, submitter: HTMLElement | null) => void;
  /** Puts the answer away, since what it was about is not so any more. */
  readonly forget: () => void;
}

const page = () => location.pathname + location.search;

/**
 * Sends a form once at a time and holds its answer. What was typed stays when none comes, and is put back after a sign-in
 * in between; what was done is said by the page when the form itself goes because of it.
 */
export function useSending<A extends { readonly done?: string }>(
  action: Action<A>,
  form: { readonly current: HTMLFormElement | null },
): Sending<A> {
  const [first, submit] = useActionState(action, null);
  const [own, setOwn] = useState<A | null | undefined>(undefined);
  const [busy, start] = useTransition();
  const [lost, setLost] = useState(false);
  const [restored, setRestored] = useState(false);
  const say = useSay();
  const stand = useRef({ gone: false, sends: false, done: '', on: '' });
  useEffect(() => {
    const now = stand.current;
    now.gone = false;
    if (form.current !== null) setRestored(restoreDraft(form.current));
    return () => {
      now.gone = true;
      if (now.done !== '' && now.on === page()) say(now.done);
    };
  }, [form, say]);
  const answer = own === undefined ? first : own;

  function send(sent: HTMLFormElement, submitter: HTMLElement | null): void {
    const now = stand.current;
    if (now.sends) return;
    Object.assign(now, { sends: true, done: '', on: page() });
    say('');
    const data = new FormData(sent, submitter);
    keepDraft(sent);
    start(async () => {
      setLost(false);
      setRestored(false);
      try {
        const got = await action(answer, data);
        dropDraft(sent);
        now.done = got?.done ?? '';
        if (now.gone && now.on === page()) say(now.done);
        setOwn(got);
      } catch (error) {
        unstable_rethrow(error);
        setOwn(null);
        setLost(true);
      } finally {
        now.sends = false;
      }
    });
  }
  return { submit, answer, busy, lost, restored, send, forget: () => setOwn(null) };
}
