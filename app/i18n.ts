import { getRequestConfig } from 'next-intl/server';
import { readLocale } from './preferences';

/** Language of a request: the remembered choice, else Bahasa Indonesia. Addresses are the same in both. */
export default getRequestConfig(async () => {
  const locale = await readLocale();
  const messages = (await import(`../messages/${locale}.json`)).default;
  return { locale, messages, timeZone: 'Asia/Jakarta' };
});
