import { getTranslations } from 'next-intl/server';
import { AUDIT_ACTIONS } from '@/lib/market/audit-action';
import { actionKey } from './action-words';

/** The kinds of things that something is done to, in the order of the list. */
const GROUPS = [...new Set(AUDIT_ACTIONS.map((action) => action.split('.', 1)[0] ?? ''))];

/** Chooses what was done, in words: one act, or all that are done to one kind of thing. */
export async function ActionChoice({ given }: { readonly given: string }) {
  const t = await getTranslations('audit');
  const listed = given === '' || GROUPS.some((group) => `${group}.` === given);
  const known = listed || (AUDIT_ACTIONS as readonly string[]).includes(given);
  return (
    <label className="field field-wide">
      <span>{t('action')}</span>
      <select className="input" name="action" defaultValue={given}>
        <option value="">{t('everyAction')}</option>
        {/* An address may ask for the beginning of a code; it is kept as it was asked. */}
        {known ? null : <option value={given}>{given}</option>}
        {GROUPS.map((group) => (
          <optgroup key={group} label={t(`groups.${group}`)}>
            <option value={`${group}.`}>{t('everyOf', { group: t(`groups.${group}`) })}</option>
            {AUDIT_ACTIONS.filter((action) => action.startsWith(`${group}.`)).map((action) => (
              <option key={action} value={action}>
                {t(actionKey(action))}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
