'use client';

import { useTranslations } from 'next-intl';
import { timeLeft } from './time-left';

/** The clock of a case: a word, and a figure that is never colour alone. */
export function TimeLeft({ due, now }: { readonly due: string | null; readonly now: number }) {
  const t = useTranslations('review.clock');
  const left = timeLeft(due, now);
  if (left === null) return <span className="muted">{t('none')}</span>;
  const { hours, minutes, over } = left;
  const look = over ? 'over' : hours < 12 ? 'soon' : 'calm';
  const text = hours > 0 ? t('hours', { hours }) : t('minutes', { minutes });
  return <span className={`time-left time-${look}`}>{over ? t('over', { text }) : t('left', { text })}</span>;
}
