/** One price a day, Rp per unit; days without a report are missing. */
export interface DayPrice {
  /** Day number since 1970-01-01. */
  readonly day: number;
  readonly price: number;
}

/** A market whose last price is older than this has no present level to forecast from. */
export const MAX_CARRY_DAYS = 14;

/** Log prices of consecutive days. */
export interface DailySeries {
  /** Day number of the first value. */
  readonly firstDay: number;
  /** ln Rp; a day without a report carries the one before. */
  readonly logs: Float64Array;
}

/**
 * Lays prices out day by day up to `origin`; what is dated later is not looked at. Order does not matter; of two
 * prices of one day the later one in the list counts.
 *
 * @returns `null` when no price above 0 stands within `MAX_CARRY_DAYS` before the origin
 */
export function dailySeries(
  prices: readonly DayPrice[],
  origin: number,
  keepDays: number,
): DailySeries | null {
  const known = new Map<number, number>();
  let last = Number.NEGATIVE_INFINITY;
  let first = Number.POSITIVE_INFINITY;
  for (const { day, price } of prices) {
    if (day > origin || day <= origin - keepDays || !(price > 0)) continue;
    known.set(day, Math.log(price));
    last = Math.max(last, day);
    first = Math.min(first, day);
  }
  if (origin - last > MAX_CARRY_DAYS) return null;
  const logs = new Float64Array(origin - first + 1);
  let held = 0;
  for (let i = 0; i < logs.length; i++) {
    held = known.get(first + i) ?? held;
    logs[i] = held;
  }
  return { firstDay: first, logs };
}
