'use client';

import { useEffect, useState } from 'react';
import { type FieldState, followKept } from './core/follow-kept';
import { mayTry, type RetryState } from './core/retry';
import { flush } from './core/send';

/** `opening`; what the phone lacks; or what is on it, kept up to date across tabs and the worker. */
export type Opened = 'opening' | 'insecure' | 'no-storage' | FieldState;

export function useField(): Opened {
  const [opened, setOpened] = useState<Opened>('opening');
  useEffect(() => {
    if (!window.isSecureContext || crypto.subtle === undefined) return setOpened('insecure');
    return followKept((state) => setOpened(state ?? 'no-storage'));
  }, []);
  return opened;
}

const TICK_MS = 5_000;

/** Sends when the page opens, is looked at again, the network returns, or a pause after failures is over. */
export function useSending(registered: boolean, waiting: boolean, retry: RetryState): void {
  useEffect(() => {
    if (!registered) return;
    const go = () => {
      if (document.visibilityState === 'visible') void flush();
    };
    const back = () => void flush(true);
    go();
    window.addEventListener('online', back);
    document.addEventListener('visibilitychange', go);
    return () => {
      window.removeEventListener('online', back);
      document.removeEventListener('visibilitychange', go);
    };
  }, [registered]);
  useEffect(() => {
    if (!registered || !waiting) return;
    const timer = setInterval(() => {
      if (navigator.onLine && mayTry(retry, Date.now())) void flush();
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [registered, waiting, retry]);
}
