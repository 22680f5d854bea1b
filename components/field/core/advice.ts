import type { Enrolment, KeptAdvice } from './kept';

/** What was said about this registration of the phone; `null` for words about another one. */
export function adviceFor(
  held: KeptAdvice | null,
  enrolment: Pick<Enrolment, 'deviceId'>,
): KeptAdvice | null {
  return held?.said.device_id === enrolment.deviceId ? held : null;
}

/** What people decide changes in days: an hour is soon enough for a line that has to be paid for. */
const FRESH_MS = 60 * 60_000;

/** @param now ms, by the server's clock */
export function isFresh(held: KeptAdvice | null, now: number): boolean {
  return held !== null && Math.abs(now - held.at) < FRESH_MS;
}
