'use client';

import { useEffect, useState } from 'react';

export interface StorageFacts {
  readonly usedMb: number;
  readonly freeMb: number;
  /** The browser promised not to clear it by itself. */
  readonly persistent: boolean;
  /** Less is left than a season of work may need. */
  readonly tight: boolean;
}

const MB = 1024 * 1024;
const TIGHT_MB = 20;

/** Room on the phone; `null` until known, or where the browser does not tell. */
export function useStorageFacts(): StorageFacts | null {
  const [facts, setFacts] = useState<StorageFacts | null>(null);
  useEffect(() => {
    const read = async () => {
      const { usage = 0, quota = 0 } = await navigator.storage.estimate();
      const freeMb = Math.max(0, quota - usage) / MB;
      const persistent = await navigator.storage.persisted();
      setFacts({ usedMb: usage / MB, freeMb, persistent, tight: freeMb < TIGHT_MB });
    };
    read().catch(() => undefined);
  }, []);
  return facts;
}
