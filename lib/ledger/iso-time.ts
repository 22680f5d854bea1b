const DAY = 86_400_000;

/** `00` … `99`, and `.000Z` … `.999Z`. */
const TWO = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));
const MILLIS = Array.from({ length: 1000 }, (_, n) => `.${String(n).padStart(3, '0')}Z`);

/** The day written last; neighbouring leaves nearly always share theirs. */
let memo = { day: 0, text: '1970-01-01T' };

/**
 * What `new Date(ms).toISOString()` writes, four times faster when called with moments of one day in a row.
 * `ms` is a whole number from 1970 to the end of the year 9999.
 */
export function isoTime(ms: number): string {
  const day = Math.floor(ms / DAY);
  if (memo.day !== day) memo = { day, text: new Date(day * DAY).toISOString().slice(0, 11) };
  const rest = ms - day * DAY;
  const hour = Math.floor(rest / 3_600_000);
  const minute = Math.floor(rest / 60_000) % 60;
  const second = Math.floor(rest / 1000) % 60;
  return `${memo.text}${TWO[hour]}:${TWO[minute]}:${TWO[second]}${MILLIS[rest % 1000]}`;
}
