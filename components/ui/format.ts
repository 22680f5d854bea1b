import { UTC_OFFSET_HOURS, ZONE_NAME } from '@/lib/market/calendar';
import type { BaseUnit } from '@/lib/market/commodity';
import type { TimeZone } from '@/lib/market/region';

/*
 * Written out by hand because the ICU tables of Node and of a phone's browser may differ, and a page
 * must read the same before and after hydration.
 */
export const LOCALES = ['id', 'en'] as const;

export type Locale = (typeof LOCALES)[number];

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}

const NBSP = '\u00a0';
const MINUS = '\u2212';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const WEEKDAYS: Readonly<Record<Locale, readonly string[]>> = {
  id: ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};

const MONTHS: Readonly<Record<Locale, readonly string[]>> = {
  id: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
};

const MONTHS_SHORT: Readonly<Record<Locale, readonly string[]>> = {
  id: 'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des'.split(' '),
  en: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
};

/** `1234567.8` with two digits → `1.234.567,80` in Indonesian. */
export function decimal(value: number, digits: number, locale: Locale): string {
  const [whole = '0', fraction] = Math.abs(value).toFixed(digits).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, locale === 'id' ? '.' : ',');
  const text = fraction === undefined ? grouped : grouped + (locale === 'id' ? ',' : '.') + fraction;
  return value < 0 && Number(value.toFixed(digits)) !== 0 ? MINUS + text : text;
}

/** Whole rupiah: `Rp 15.000`. */
export function rupiah(value: number, locale: Locale): string {
  const text = decimal(Math.abs(value), 0, locale);
  return `${value < 0 && Math.round(value) !== 0 ? MINUS : ''}Rp${NBSP}${text}`;
}

/** For axes and small marks: `15 rb`, `1,25 jt`; in English `15k`, `1.25m`. */
export function rupiahShort(value: number, locale: Locale): string {
  const abs = Math.abs(value);
  if (abs >= 1_000_000) {
    return `${trimZeros(decimal(value / 1_000_000, 2, locale))}${locale === 'id' ? `${NBSP}jt` : 'm'}`;
  }
  if (abs >= 1_000) {
    return `${trimZeros(decimal(value / 1_000, 1, locale))}${locale === 'id' ? `${NBSP}rb` : 'k'}`;
  }
  return decimal(value, 0, locale);
}

function trimZeros(text: string): string {
  return text.replace(/([.,]\d*?)0+$/, '$1').replace(/[.,]$/, '');
}

/** A ratio without its sign: `0.082` → `8,2 %`. */
export function percent(ratio: number, locale: Locale, digits = 1): string {
  return `${decimal(Math.abs(ratio) * 100, digits, locale)}${locale === 'id' ? NBSP : ''}%`;
}

/** A ratio with its sign: `+8,2 %`, `−0,4 %`; plain where it rounds to nothing. */
export function signedPercent(ratio: number, locale: Locale, digits = 1): string {
  const text = percent(ratio, locale, digits);
  if (Number((ratio * 100).toFixed(digits)) === 0) return text;
  return (ratio > 0 ? '+' : MINUS) + text;
}

export function unitName(unit: BaseUnit, locale: Locale): string {
  if (unit === 'kg') return 'kg';
  return locale === 'id' ? 'liter' : 'litre';
}

/** The two names of a thing, by language. */
export function named(thing: { readonly name_id: string; readonly name_en: string }, locale: Locale): string {
  return locale === 'id' ? thing.name_id : thing.name_en;
}

/** `2026-11-22` → `22 Nov 2026`; without the year on request. */
export function dayShort(iso: string, locale: Locale, year = true): string {
  const [y, m, d] = iso.slice(0, 10).split('-').map(Number);
  const text = `${d}${NBSP}${MONTHS_SHORT[locale][(m ?? 1) - 1]}`;
  return year ? `${text}${NBSP}${y}` : text;
}

/** `2026-11-22` → `22 November 2026`. */
export function dayFull(iso: string, locale: Locale): string {
  const [y, m, d] = iso.slice(0, 10).split('-').map(Number);
  return `${d} ${MONTHS[locale][(m ?? 1) - 1]} ${y}`;
}

/** `2026-11-22` → `Minggu, 22 November 2026`. */
export function dayLong(iso: string, locale: Locale): string {
  return `${weekday(iso, locale)}, ${dayFull(iso, locale)}`;
}

export function monthYear(iso: string, locale: Locale): string {
  const [y, m] = iso.split('-').map(Number);
  return `${MONTHS_SHORT[locale][(m ?? 1) - 1]}${NBSP}${y}`;
}

export function weekday(iso: string, locale: Locale): string {
  return WEEKDAYS[locale][new Date(`${iso.slice(0, 10)}T00:00:00Z`).getUTCDay()] ?? '';
}

/** ISO date of the local calendar day. */
export function localDate(time: number, zone: TimeZone): string {
  return new Date(time + UTC_OFFSET_HOURS[zone] * HOUR_MS).toISOString().slice(0, 10);
}

/** `18.40 WIB`; in English `18:40 WIB`. Seconds on request. */
export function clock(time: number, zone: TimeZone, locale: Locale, seconds = false): string {
  const text = new Date(time + UTC_OFFSET_HOURS[zone] * HOUR_MS).toISOString().slice(11, seconds ? 19 : 16);
  return `${locale === 'id' ? text.replaceAll(':', '.') : text}${NBSP}${ZONE_NAME[zone]}`;
}

/** `22 Nov 2026, 18.40 WIB`. Seconds on request. */
export function moment(time: number, zone: TimeZone, locale: Locale, seconds = false): string {
  return `${dayShort(localDate(time, zone), locale)}, ${clock(time, zone, locale, seconds)}`;
}

/** How long ago, in the largest whole unit: `baru saja`, `12 menit lalu`, `3 hari lalu`. */
export function ago(time: number, now: number, locale: Locale): string {
  const ms = Math.max(0, now - time);
  const [count, id, en] =
    ms < 60_000
      ? [0, '', '']
      : ms < HOUR_MS
        ? [Math.floor(ms / 60_000), 'menit', 'minute']
        : ms < DAY_MS
          ? [Math.floor(ms / HOUR_MS), 'jam', 'hour']
          : [Math.floor(ms / DAY_MS), 'hari', 'day'];
  if (count === 0) return locale === 'id' ? 'baru saja' : 'just now';
  return locale === 'id' ? `${count} ${id} lalu` : `${count} ${en}${count === 1 ? '' : 's'} ago`;
}
