/** How much of its time a case has left, in the largest useful unit. */
export interface TimeLeft {
  readonly over: boolean;
  readonly hours: number;
  readonly minutes: number;
}

/** @param due ISO time; `null` when nobody waits */
export function timeLeft(due: string | null, now: number): TimeLeft | null {
  if (due === null) return null;
  const ms = Date.parse(due) - now;
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  return { over: ms <= 0, hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
