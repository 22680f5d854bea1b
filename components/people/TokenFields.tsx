'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Choice } from './StandingFields';

interface Props {
  readonly roles: readonly string[];
  /** What each role's token can be narrowed to. */
  readonly scopes: Readonly<Record<string, readonly string[]>>;
  /** Empty when the place is the issuer's own. */
  readonly regions: readonly Choice[];
}

/** What a new token is for, and what it may do. */
export function TokenFields({ roles, scopes, regions }: Props) {
  const t = useTranslations('tokens');
  const names = useTranslations('portal.roles');
  const sentence = useTranslations('portal.may');
  const [role, setRole] = useState('analyst');
  return (
    <>
      <label className="field field-wide">
        <span>{t('name')}</span>
        <input className="input" name="name" required maxLength={120} autoComplete="off" />
      </label>
      <label className="field field-wide">
        <span>{t('role')}</span>
        <select className="input" name="role" value={role} onChange={(e) => setRole(e.target.value)}>
          {roles.map((name) => (
            <option key={name} value={name}>
              {names(name)}
            </option>
          ))}
        </select>
      </label>
      {regions.length === 0 ? null : (
        <label className="field field-wide">
          <span>{t('region')}</span>
          <select className="input" name="region">
            <option value="">{t('nation')}</option>
            {regions.map((region) => (
              <option key={region.value} value={region.value}>
                {region.text}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="field field-wide">
        <span>{t('days')}</span>
        <select className="input" name="days" defaultValue="365">
          {[7, 30, 90, 365, 730].map((days) => (
            <option key={days} value={days}>
              {t('daysOf', { days })}
            </option>
          ))}
        </select>
      </label>
      <fieldset className="stack-tight">
        <legend className="small muted">{t('scopes')}</legend>
        <div className="checks">
          {(scopes[role] ?? []).map((scope) => (
            <label className="check" key={`${role} ${scope}`}>
              <input type="checkbox" name="scope" value={scope} />
              <span>{sentence(scope)}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </>
  );
}
