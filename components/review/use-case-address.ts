'use client';

import { useEffect, useRef } from 'react';
import { caseIn, hashOf } from './case-address';

/** From this width on the queue and the case stand side by side. */
const WIDE = '(min-width: 56.3125em)';
/** Who runs through the queue by key changes the address once they rest; browsers allow few changes a second. */
const REST_MS = 300;

/**
 * Keeps the open case in the address, so that it survives a reload and can be sent to a colleague. On a phone, where the
 * case lies over the queue, the way back leads to the queue.
 *
 * @param first what is open on a desk when the address names nothing
 * @returns what opens a case, or none
 */
export function useCaseAddress(
  current: number | null,
  setCurrent: (id: number | null) => void,
  first: number | null,
): (id: number | null) => void {
  const lies = useRef(false);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands first later opens nothing
  useEffect(() => {
    const named = caseIn(location.hash);
    if (named !== null) setCurrent(named);
    else if (matchMedia(WIDE).matches) setCurrent(first);
    const follow = () => {
      lies.current = false;
      setCurrent(caseIn(location.hash));
    };
    addEventListener('popstate', follow);
    return () => {
      clearTimeout(rest.current);
      removeEventListener('popstate', follow);
    };
  }, []);
  return (id) => {
    clearTimeout(rest.current);
    setCurrent(id);
    if (id === null) return lies.current ? history.back() : history.replaceState(null, '', hashOf(null));
    if (current === null && !matchMedia(WIDE).matches) {
      lies.current = true;
      return history.pushState(null, '', hashOf(id));
    }
    rest.current = setTimeout(() => history.replaceState(null, '', hashOf(id)), REST_MS);
  };
}
