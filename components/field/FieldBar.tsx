import { useTranslations } from 'next-intl';
import { Mark } from '@/components/ui/Mark';
import type { Counts } from './core/records';
import { useOnline } from './use-online';

const SHOWN = ['draft', 'waiting', 'attention', 'sent'] as const;

/** Always on the screen: where one is, whether there is a network, and what the phone still holds. */
export function FieldBar({ counts }: { readonly counts: Counts }) {
  const t = useTranslations('field');
  const online = useOnline();
  return (
    <header className="field-bar">
      <nav className="field-nav" aria-label={t('bar.label')}>
        <a href="#/" className="field-home">
          <span className="hidden-visually">{t('bar.home')}</span>
          <Mark />
        </a>
        <span className={`field-net ${online ? 'field-net-on' : 'field-net-off'}`} role="status">
          {t(online ? 'bar.online' : 'bar.offline')}
        </span>
        <a href="#/settings" className="field-gear">
          {t('bar.settings')}
        </a>
      </nav>
      <a href="#/outbox" className="field-counts">
        <span className="hidden-visually">{t('bar.outbox')}: </span>
        {SHOWN.map((state) => (
          <span
            key={state}
            className={`field-count field-count-${state}${counts[state] > 0 ? ' field-count-some' : ''}`}
          >
            <b className="number">{counts[state]}</b> {t(`states.${state}`)}
          </span>
        ))}
      </a>
    </header>
  );
}
