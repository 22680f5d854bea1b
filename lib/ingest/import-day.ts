import { dayToIso, isoToDay } from '@/lib/market/calendar';

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/;
/** Day first, as in Indonesia. PIHPS writes blanks after the slashes. */
const DAY_FIRST = /^(\d{1,2})([/-])\s*(\d{1,2})\2\s*(\d{4})$/;
const OLDEST = isoToDay('1990-01-01');

/** Day number of `2025-09-13`, `13/9/2025`, `13/ 09/ 2025` or `13-9-2025`; `null` for anything else. */
export function parseImportDay(text: string, today: number): number | null {
  const trimmed = text.trim();
  const iso = ISO.exec(trimmed);
  const local = DAY_FIRST.exec(trimmed);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : [local?.[4], local?.[3], local?.[1]];
  if (year === undefined || month === undefined || day === undefined) return null;
  const number = Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return dayToIso(number) === written && number >= OLDEST && number <= today ? number : null;
}
