'use server';

import { isLocale } from '@/components/ui/format';
import { isTheme } from '@/components/ui/theme';
import { LOCALE_COOKIE, THEME_COOKIE, writePreference } from './preferences';

/** Open to everyone: they change nothing but the caller's own cookies. Unknown values are ignored. */
export async function chooseLocale(form: FormData): Promise<void> {
  const value = form.get('locale');
  if (isLocale(value)) await writePreference(LOCALE_COOKIE, value);
}

export async function chooseTheme(form: FormData): Promise<void> {
  const value = form.get('theme');
  if (isTheme(value)) await writePreference(THEME_COOKIE, value);
}
