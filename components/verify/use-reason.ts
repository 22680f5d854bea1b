import { useTranslations } from 'next-intl';

/** Words for a reason code in a leaf, the judge's or a person's; a code that has none stands for itself. */
export function useReason(): (code: string) => string {
  const t = useTranslations('verify.reason');
  const people = useTranslations('review.reason');
  return (code) => (t.has(code) ? t(code) : people.has(code) ? people(code) : code);
}
