'use client';

import { useEffect, useState } from 'react';
import type { CasePreview } from '@/lib/live/review';
import { type Choice, fetchPreview } from './review-fetch';

/** How long a typed price rests before the server is asked about it. */
const REST_MS = 250;

/** A decision that somebody considers about a case as it stands. */
export interface Considered extends Pick<Choice, 'decision' | 'price'> {
  readonly id: number;
  readonly version: number;
}

/**
 * What a decision would do if it were sent now, from the rule that the server will apply to it.
 *
 * @returns `null` while there is nothing to ask, and as long as no answer came
 */
export function usePreview(considered: Considered | null): CasePreview | null {
  const [known, setKnown] = useState<{ key: string; preview: CasePreview } | null>(null);
  const key = JSON.stringify(considered);
  useEffect(() => {
    const asked = JSON.parse(key) as Considered | null;
    if (asked === null) return;
    let over = false;
    const ask = () =>
      fetchPreview(asked).then(
        (preview) => {
          if (!over) setKnown({ key, preview });
        },
        // Sending the decision says what keeps the server from answering.
        () => undefined,
      );
    const timer = setTimeout(ask, asked.price === null ? 0 : REST_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [key]);
  return known?.key === key ? known.preview : null;
}
