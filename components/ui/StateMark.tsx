import { useLocale, useTranslations } from 'next-intl';
import type { DataState } from '@/lib/market/provenance';
import { ago, type Locale } from './format';
import { Icon } from './icons';

interface Props {
  readonly state: DataState;
  /** ISO time of the value, for its age. */
  readonly asOf: string | null;
  /** ISO time of the figures it stands among. */
  readonly at: string;
}

/** What a value is, in a word. An observed value of today needs none. */
export function StateMark({ state, asOf, at }: Props) {
  const t = useTranslations('state');
  const locale = useLocale() as Locale;
  if (state === 'observed') return null;
  if (state === 'carried' && asOf !== null) {
    return (
      <span className="state">
        <Icon name="clock" />
        {ago(Date.parse(asOf), Date.parse(at), locale)}
      </span>
    );
  }
  if (state === 'simulated') return <SimulatedTag />;
  return <span className="state">{t(state)}</span>;
}

export function SimulatedTag() {
  const t = useTranslations('state');
  return <span className="tag tag-simulated">{t('simulated')}</span>;
}
