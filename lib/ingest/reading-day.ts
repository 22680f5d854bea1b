import type { Catalog } from '@/lib/market/catalog';
import { isClosedAt } from '@/lib/market/closing';
import type { FieldError } from '@/lib/market/field-error';
import type { Market } from '@/lib/market/market';
import { parseTimestamp } from './parse-timestamp';

/** How far a device's clock may be from the server's. */
export interface ClockLimits {
  /** The server's time, ms. */
  readonly receivedAt: number;
  /** How old a reading may be, ms. */
  readonly maxPastMs: number;
  /** How far ahead of the server a device's clock may run, ms. */
  readonly maxFutureMs: number;
}

/** Codes of what holds on one day and not on another. */
const OF_THE_DAY: ReadonlySet<string> = new Set(['clock_out_of_range', 'market_closed']);

/** Whether nothing is wrong but what may have been right on another day. */
export function onlyOfTheDay(errors: readonly FieldError[]): boolean {
  return errors.every(({ code }) => OF_THE_DAY.has(code));
}

/** When a reading says that it was taken, ms; `null` when it does not say. Out of the limits it is an error too. */
export function readTime(
  value: unknown,
  { receivedAt, maxPastMs, maxFutureMs }: ClockLimits,
  prefix: string,
  errors: FieldError[],
): number | null {
  const field = `${prefix}timestamp`;
  const read = parseTimestamp(value);
  if (!read.ok) {
    errors.push({ field, code: read.code, message: read.message });
    return null;
  }
  const ahead = read.time - receivedAt;
  if (ahead <= maxFutureMs && -ahead <= maxPastMs) return read.time;
  const server = new Date(receivedAt).toISOString();
  const limit = ahead > 0 ? `${maxFutureMs / 60_000} minutes ahead` : `${maxPastMs / 86_400_000} days old`;
  errors.push({
    field,
    code: 'clock_out_of_range',
    message: `A reading may be at most ${limit}; the server's time is ${server}: set the device's clock by it.`,
  });
  return read.time;
}

/** A price of a day on which its market had closed for good is refused; what was seen before is still taken. */
export function checkTrade(
  catalog: Catalog,
  market: Market,
  observedAt: number,
  prefix: string,
  errors: FieldError[],
): void {
  if (!isClosedAt(catalog, market, observedAt)) return;
  errors.push({
    field: `${prefix}market_id`,
    code: 'market_closed',
    message: `Market ${market.code} closed for good on ${market.closedOn}: what was seen before that day is still taken, this is not. Ask an administrator to register the device at another market, or to reopen this one.`,
  });
}
