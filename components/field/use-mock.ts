'use client';

import { useEffect, useState } from 'react';
import { useLatest } from '@/components/live/use-latest';
import type { FieldRound } from '@/lib/live/field';
import { queueDrafts, saveDraft } from './actions';
import { mockPrice } from './core/mock';
import { flush } from './core/send';

const EVERY_MS = 5_000;

export interface Mock {
  /** Only devices of the simulated country may send made-up prices: theirs are marked on the server too. */
  readonly allowed: boolean;
  readonly on: boolean;
  readonly sent: number;
  toggle(): void;
}

/** Sends a made-up price every few seconds and keeps the screen awake, for demonstrations. Off at every start. */
export function useMock(round: FieldRound | null): Mock {
  const [wanted, setWanted] = useState(false);
  const [sent, setSent] = useState(0);
  const allowed = round?.simulated === true;
  const on = wanted && allowed;
  const latest = useLatest(round);
  useEffect(() => {
    if (!on) return;
    let turn = 0;
    let lock: WakeLockSentinel | null = null;
    let ended = false;
    const awake = async () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      lock = await navigator.wakeLock.request('screen');
      if (ended) await lock.release();
    };
    const send = async () => {
      const items = latest.current?.commodities ?? [];
      const item = items[turn % Math.max(1, items.length)];
      turn += 1;
      const price = item === undefined ? null : mockPrice(item, Math.random());
      if (item === undefined || price === null) return;
      const record = await saveDraft(item.commodity, price, null);
      if (record === null) return;
      await queueDrafts(record.id);
      await flush();
      if (!ended) setSent((count) => count + 1);
    };
    const keepAwake = () => void awake().catch(() => undefined);
    keepAwake();
    void send();
    const timer = setInterval(() => void send(), EVERY_MS);
    // The system takes the lock away whenever the page is out of sight.
    document.addEventListener('visibilitychange', keepAwake);
    return () => {
      ended = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', keepAwake);
      void lock?.release();
    };
  }, [on, latest]);
  return { allowed, on, sent, toggle: () => setWanted((held) => !held) };
}
