import { cookies } from 'next/headers';
import { isLocale, type Locale } from '@/components/ui/format';
import { isTheme, type Theme } from '@/components/ui/theme';

export const LOCALE_COOKIE = 'smp_locale';
export const THEME_COOKIE = 'smp_theme';

/** A year: long enough that a choice of language is not asked for twice. */
const MAX_AGE_SECONDS = 365 * 24 * 3600;

export async function readLocale(): Promise<Locale> {
  const value = (await cookies()).get(LOCALE_COOKIE)?.value;
  return isLocale(value) ? value : 'id';
}

export async function readTheme(): Promise<Theme> {
  const value = (await cookies()).get(THEME_COOKIE)?.value;
  return isTheme(value) ? value : 'system';
}

export async function writePreference(name: string, value: string): Promise<void> {
  (await cookies()).set(name, value, { path: '/', maxAge: MAX_AGE_SECONDS, sameSite: 'lax', httpOnly: true });
}
