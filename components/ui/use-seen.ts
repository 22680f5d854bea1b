'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';

/** True from the moment the element comes near the screen: heavy parts are loaded then, not before. */
export function useSeen<T extends Element>(): readonly [RefObject<T | null>, boolean] {
  const box = useRef<T>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element || seen) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setSeen(true);
      },
      { rootMargin: '200px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [seen]);
  return [box, seen];
}
