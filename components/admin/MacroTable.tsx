import { useTranslations } from 'next-intl';
import { dayShort, decimal, type Locale, monthYear } from '@/components/ui/format';
import { MACRO_KINDS, type MacroValue, macroSource } from '@/lib/market/macro';

interface Props {
  readonly months: readonly { readonly month: string; readonly values: readonly (MacroValue | null)[] }[];
  readonly locale: Locale;
  readonly mayChange: boolean;
}

/** Months down, indicators across; an empty cell says so and leads to where it is filled. */
export function MacroTable({ months, locale, mayChange }: Props) {
  const t = useTranslations('macro');
  const economy = useTranslations('economy');
  const sourceOf = ({ source, statedOn }: MacroValue) => {
    const known = macroSource(source);
    const said = known === null ? source : economy(`sources.${known}`);
    return statedOn === null ? said : `${said}, ${dayShort(statedOn, locale)}`;
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="panel table-scroll table-tall" aria-label={t('title')} tabIndex={0}>
      <table className="table table-folds">
        <caption className="hidden-visually">{t('title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('month')}</th>
            {MACRO_KINDS.map(({ name }) => (
              <th scope="col" className="right" key={name}>
                {t(`names.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, values }) => (
            <tr key={month}>
              <th scope="row">{monthYear(month, locale)}</th>
              {MACRO_KINDS.map(({ name, digits }, i) => {
                const held = values[i] ?? null;
                const text = held === null ? t('missing') : decimal(held.value, digits, locale);
                const address = `/portal/makro?indikator=${name}&bulan=${month}#isian`;
                return (
                  <td
                    key={name}
                    data-label={t(`names.${name}`)}
                    className={held === null ? 'right macro-missing' : 'right number'}
                    title={held === null ? undefined : sourceOf(held)}
                  >
                    {mayChange ? (
                      <a
                        href={address}
                        aria-label={`${t(`names.${name}`)}, ${monthYear(month, locale)}: ${text}`}
                      >
                        {text}
                      </a>
                    ) : (
                      text
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
