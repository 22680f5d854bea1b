import { useLocale, useTranslations } from 'next-intl';
import { dayShort, decimal, type Locale, monthYear } from '@/components/ui/format';
import { MACRO_KINDS, type MacroValue, macroSource } from '@/lib/market/macro';

/** The economy that prices are weighed beside: each newest figure with its month and source, or that there is none. */
export function EconomyPanel({ values }: { readonly values: readonly (MacroValue | null)[] }) {
  const t = useTranslations('economy');
  const m = useTranslations('macro');
  const locale = useLocale() as Locale;
  return (
    <section className="panel" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <dl className="economy">
        {MACRO_KINDS.map(({ name, digits }, i) => {
          const held = values[i] ?? null;
          const known = held === null ? null : macroSource(held.source);
          return (
            <div key={name}>
              <dt className="muted small">{m(`names.${name}`)}</dt>
              {held === null ? (
                <dd className="muted">{t('none')}</dd>
              ) : (
                <>
                  <dd className="economy-value number">{decimal(held.value, digits, locale)}</dd>
                  <dd className="muted small">
                    {monthYear(held.month, locale)} ·{' '}
                    {t('source', { source: known === null ? held.source : t(`sources.${known}`) })}
                    {held.statedOn === null ? '' : `, ${dayShort(held.statedOn, locale)}`}
                  </dd>
                </>
              )}
            </div>
          );
        })}
      </dl>
      <p className="muted small">{t('harmless')}</p>
    </section>
  );
}
