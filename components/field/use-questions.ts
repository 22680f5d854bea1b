'use client';

import { useEffect } from 'react';
import { readKept } from './core/kept';
import { refreshRequests } from './core/server';

const EVERY_MS = 30_000;

/**
 * Keeps what reviewers ask up to date while somebody looks at the page and there is a network; a page that is not seen
 * asks nothing. Opening, coming back and coming online fetch as well: see `flush`.
 *
 * @param registered whether this phone is a device that the server knows and lets in
 */
export function useQuestions(registered: boolean): void {
  useEffect(() => {
    if (!registered) return;
    const look = async () => {
      if (document.visibilityState !== 'visible' || !navigator.onLine) return;
      const enrolment = await readKept('enrolment');
      // Trouble with the network is left for the next time: what is kept stays shown.
      if (enrolment !== null) await refreshRequests(enrolment).catch(() => undefined);
    };
    const timer = setInterval(() => void look(), EVERY_MS);
    return () => clearInterval(timer);
  }, [registered]);
}
