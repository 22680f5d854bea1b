'use client';

import { useEffect, useState } from 'react';
import type { FieldRequest, FieldRound } from '@/lib/live/field';
import type { ClockFact } from './core/clock';
import { type Enrolment, type LockOut, onChange, readKept, type Settings } from './core/kept';
import { readOutbox } from './core/outbox';
import type { FieldRecord } from './core/records';
import { CALM, mayTry, type RetryState } from './core/retry';
import { flush } from './core/send';

export interface FieldState {
  readonly enrolment: Enrolment | null;
  readonly round: FieldRound | null;
  readonly requests: readonly FieldRequest[];
  readonly records: readonly FieldRecord[];
  readonly clock: ClockFact | null;
  readonly retry: RetryState;
  readonly lockOut: LockOut;
  readonly settings: Settings | null;
}

/** `opening`; what the phone lacks; or what is on it, kept up to date across tabs and the worker. */
export type Opened = 'opening' | 'insecure' | 'no-storage' | FieldState;

async function readAll(): Promise<FieldState> {
  const [enrolment, round, requests, records, clock, retry, lockOut, settings] = await Promise.all([
    readKept('enrolment'),
    readKept('round'),
    readKept('requests'),
    readOutbox(),
    readKept('clock'),
    readKept('retry'),
    readKept('lockOut'),
    readKept('settings'),
  ]);
  return {
    enrolment,
    round,
    requests: requests ?? [],
    records,
    clock,
    retry: retry ?? CALM,
    lockOut,
    settings,
  };
}

export function useField(): Opened {
  const [opened, setOpened] = useState<Opened>('opening');
  useEffect(() => {
    if (!window.isSecureContext || crypto.subtle === undefined) return setOpened('insecure');
    let ended = false;
    let reading = false;
    let again = false;
    const read = async (): Promise<void> => {
      again = reading;
      if (reading) return;
      reading = true;
      const state = await readAll().catch((): Opened => 'no-storage');
      reading = false;
      if (ended) return;
      setOpened(state);
      if (again) await read();
    };
    const stop = onChange(() => void read());
    void read();
    return () => {
      ended = true;
      stop();
    };
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
