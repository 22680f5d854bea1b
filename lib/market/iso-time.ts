const DAY_MS = 86_400_000;
const two = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'));
const three = Array.from({ length: 1000 }, (_, i) => String(i).padStart(3, '0'));

let heldDay = Number.NaN;
let heldDate = '';

/**
 * `2026-11-22T12:34:56.789Z` of a time in ms since 1970; the same text as `Date.prototype.toISOString`, at a
 * tenth of its cost, since a stream of readings hardly ever changes the day.
 *
 * @throws RangeError on a day that a `Date` cannot hold
 */
export function isoTime(time: number): string {
  const day = Math.floor(time / DAY_MS);
  if (day !== heldDay) {
    heldDate = new Date(day * DAY_MS).toISOString().slice(0, -13);
    heldDay = day;
  }
  const rest = time - day * DAY_MS;
  const hours = Math.floor(rest / 3_600_000);
  const minutes = Math.floor(rest / 60_000) % 60;
  const seconds = Math.floor(rest / 1_000) % 60;
  return `${heldDate}${two[hours]}:${two[minutes]}:${two[seconds]}.${three[Math.floor(rest) % 1_000]}Z`;
}
