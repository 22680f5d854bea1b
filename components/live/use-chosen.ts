import { useEffect, useRef, useState } from 'react';
import { useLatest } from './use-latest';

interface Chosen<T> {
  /** What came last; the first one until then. */
  readonly shown: T;
  /** What is chosen, from the moment of choosing; back to what is shown when that could not be fetched. */
  readonly code: string;
  /** What could not be fetched; `null` while nothing stands against it. */
  readonly failed: string | null;
  readonly choose: (code: string) => void;
}

/**
 * One of several that are fetched when they are chosen. The choice holds at once, so that arrow keys walk on from it, and
 * an answer to an earlier one never takes its place.
 *
 * @param asked what is wanted from the start, when it is another one than the first
 */
export function useChosen<T>(
  first: { readonly code: string; readonly shown: T },
  fetchOne: (code: string) => Promise<T>,
  asked: string = first.code,
): Chosen<T> {
  const [held, setHeld] = useState(first);
  const [code, setCode] = useState(asked);
  const [failed, setFailed] = useState<string | null>(null);
  const newest = useRef(asked);
  const choose = (next: string) => {
    newest.current = next;
    setFailed(null);
    setCode(next);
    fetchOne(next).then(
      (shown) => {
        if (newest.current === next) setHeld({ code: next, shown });
      },
      () => {
        if (newest.current !== next) return;
        setFailed(next);
        setCode(held.code);
      },
    );
  };
  const start = useLatest(() => {
    if (asked !== first.code) choose(asked);
  });
  useEffect(() => start.current(), [start]);
  return { shown: held.shown, code, failed, choose };
}
