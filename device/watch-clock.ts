import type { Log } from './log';

/** How far this device's clock is off, as servers tell it by the way. */
export interface ClockWatch {
  /** @param ahead ms */
  heard(ahead: number): void;
  /** `null` before anything was heard. */
  aheadSeconds(): number | null;
}

/** Off by more than this is worth a line, once until it changes as much again. */
const NOTABLE_MS = 60_000;

export function watchClock(log: Log): ClockWatch {
  let last: number | null = null;
  let told = 0;
  return {
    heard(ahead) {
      last = ahead;
      if (Math.abs(ahead - told) <= NOTABLE_MS) return;
      told = ahead;
      log.warn('clock-off', { seconds: Math.round(ahead / 1000), remedy: 'set this clock, e.g. by NTP' });
    },
    aheadSeconds: () => (last === null ? null : Math.round(last / 1000)),
  };
}
