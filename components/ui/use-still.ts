'use client';

import { type FocusEvent, useState } from 'react';

interface Still<T> {
  readonly value: T;
  /** For the element that holds the list. */
  readonly hold: {
    readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
    readonly onBlur: (event: FocusEvent<HTMLElement>) => void;
  };
}

/**
 * What a list shows, in its order: the newest, except while the keyboard is inside it. Then it stays as it was when the
 * keyboard came, so that no live update takes away or moves the link that somebody stands on.
 */
export function useStill<T>(newest: T): Still<T> {
  const [held, setHeld] = useState<{ readonly value: T } | null>(null);
  return {
    value: held === null ? newest : held.value,
    hold: {
      onFocus: ({ target, currentTarget }) => {
        // The list itself is not taken away, only what stands in it.
        if (target !== currentTarget) setHeld((old) => old ?? { value: newest });
      },
      onBlur: ({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setHeld(null);
      },
    },
  };
}
