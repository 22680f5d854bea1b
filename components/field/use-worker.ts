'use client';

import { useEffect, useState } from 'react';

export interface WorkerFacts {
  /** The page opens without a network from now on. */
  readonly ready: boolean;
  /** A newer build has taken over; this page is still the older one. */
  readonly renewed: boolean;
}

/** Puts the service worker in place. Development reloads its files too often for one. */
export function useWorker(): WorkerFacts {
  const [facts, setFacts] = useState<WorkerFacts>({ ready: false, renewed: false });
  useEffect(() => {
    const workers = navigator.serviceWorker;
    if (process.env.NODE_ENV === 'development' || workers === undefined) return;
    const old = workers.controller !== null;
    const renewed = () => old && setFacts((held) => ({ ...held, renewed: true }));
    workers.addEventListener('controllerchange', renewed);
    const settled = async () => {
      await workers.register('/field/sw.js', { scope: '/field' });
      await workers.ready;
      setFacts((held) => ({ ...held, ready: true }));
    };
    // Without it the app still works while there is a network.
    settled().catch(() => undefined);
    return () => workers.removeEventListener('controllerchange', renewed);
  }, []);
  return facts;
}
