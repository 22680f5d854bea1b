'use client';

import { useLocale } from 'next-intl';
import { useEffect, useState } from 'react';
import { clock, dayLong, dayShort, type Locale, localDate } from './format';

const TICK_MS = 15_000;

/** Date and time in Jakarta, set by the server's clock and moved on by the phone's: its own may be wrong. */
export function Clock({ now }: { readonly now: number }) {
  const locale = useLocale() as Locale;
  const [time, setTime] = useState(now);
  useEffect(() => {
    const opened = performance.now();
    const timer = setInterval(() => setTime(now + performance.now() - opened), TICK_MS);
    return () => clearInterval(timer);
  }, [now]);
  const day = localDate(time, 'Asia/Jakarta');
  return (
    <time className="clock" dateTime={new Date(time).toISOString()}>
      <span className="wide-only">{dayLong(day, locale)}</span>
      <span className="narrow-only">{dayShort(day, locale, false)}</span>
      {` · ${clock(time, 'Asia/Jakarta', locale)}`}
    </time>
  );
}
