'use client';

import { useEffect, useRef, useState } from 'react';

/** A figure whose ground lights up once, softly, when it changes; never on the first drawing. */
export function FlashNumber({
  text,
  className = '',
}: {
  readonly text: string;
  readonly className?: string;
}) {
  const before = useRef(text);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (before.current === text) return;
    before.current = text;
    setTurn((n) => n + 1);
  }, [text]);
  return (
    <span key={turn} className={`number ${className} ${turn > 0 ? 'flash' : ''}`}>
      {text}
    </span>
  );
}
