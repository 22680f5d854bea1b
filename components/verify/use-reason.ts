import { useTranslations } from 'next-intl';

/** Words for a reason code in a leaf; a code that has none stands for itself. */
export function useReason(): (code: string) => string {
  const t = useTranslations('verify.reason');
  return (code) => (t.has(code) ? t(code) : code);
}
