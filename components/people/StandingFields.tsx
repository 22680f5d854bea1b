import { useTranslations } from 'next-intl';

export interface Choice {
  readonly value: string;
  readonly text: string;
}

export interface StandingValue {
  readonly name: string;
  readonly role: string;
  readonly market: string;
  readonly region: string;
}

interface Props {
  readonly roles: readonly string[];
  readonly regions: readonly Choice[];
  readonly value: StandingValue;
}

/** What a form for somebody new begins with. */
export const NOBODY: StandingValue = { name: '', role: 'officer', market: '', region: '' };

/** Name, role and place of a person. */
export function StandingFields({ roles, regions, value }: Props) {
  const t = useTranslations('people');
  const role = useTranslations('portal.roles');
  return (
    <>
      <label className="field field-wide">
        <span>{t('name')}</span>
        <input className="input" name="name" required maxLength={120} defaultValue={value.name} />
      </label>
      <label className="field field-wide">
        <span>{t('role')}</span>
        <select className="input" name="role" defaultValue={value.role}>
          {roles.map((name) => (
            <option key={name} value={name}>
              {role(name)}
            </option>
          ))}
        </select>
      </label>
      <label className="field field-wide">
        <span>{t('region')}</span>
        <select className="input" name="region" defaultValue={value.region}>
          <option value="">{t('noRegion')}</option>
          {regions.map((region) => (
            <option key={region.value} value={region.value}>
              {region.text}
            </option>
          ))}
        </select>
      </label>
      <label className="field field-wide">
        <span>{t('market')}</span>
        <input
          className="input"
          name="market"
          maxLength={64}
          placeholder="PASAR-001"
          autoComplete="off"
          defaultValue={value.market}
        />
      </label>
    </>
  );
}
