import { type RefObject, useEffect, useRef } from 'react';

/** A box that always holds the newest value, for listeners that outlive a render. */
export function useLatest<T>(value: T): Readonly<RefObject<T>> {
  const box = useRef(value);
  useEffect(() => {
    box.current = value;
  });
  return box;
}
