import { useTranslations } from 'next-intl';
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
          <svg viewBox="0 0 28 28" width="28" height="28" aria-hidden="true">
            <rect x="1" y="1" width="26" height="26" rx="7" fill="var(--brand)" />
            <path d="M7 18.5 11.5 13l3.5 3 6-7.5" fill="none" stroke="var(--on-brand)" strokeWidth="2.4" />
            <circle cx="21" cy="8.5" r="2.4" fill="var(--on-brand)" />
          </svg>
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
