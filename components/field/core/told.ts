/** Words of the server about a device, and when it said them; ms, by its clock. 0: they are out of date, and asked for again. */
export interface Told<Words extends { readonly device_id: string }> {
  readonly said: Words;
  readonly at: number;
}

/** What was said about this registration of the phone; `null` for words about another one. */
export function toldTo<Words extends { readonly device_id: string }>(
  held: Told<Words> | null,
  enrolment: { readonly deviceId: string },
): Told<Words> | null {
  return held?.said.device_id === enrolment.deviceId ? held : null;
}

/**
 * Whether it need not be asked again: a line has to be paid for.
 *
 * @param now ms, by the server's clock
 * @param span ms
 */
export function isFresh(held: { readonly at: number } | null, now: number, span: number): boolean {
  return held !== null && Math.abs(now - held.at) < span;
}
