'use client';

import { useTranslations } from 'next-intl';
import { type FieldAppeal, removeAppeal } from './core/appeals';

interface Props {
  readonly appeals: readonly FieldAppeal[];
  readonly deviceId: string;
}

/** Appeals that need a person: refused for good, or written under another name of this phone. */
export function AppealBanners({ appeals, deviceId }: Props) {
  const t = useTranslations('field.decisions.appeal');
  return appeals.map((appeal) => {
    const index = String(appeal.observation);
    if (appeal.refused !== null) {
      return (
        <div key={index} className="field-banner field-banner-warn" role="alert">
          <p>{t('refused', { index })}</p>
          <p className="field-banner-do">
            <button type="button" className="button" onClick={() => void removeAppeal(appeal.observation)}>
              {t('understood')}
            </button>
          </p>
        </div>
      );
    }
    if (appeal.deviceId === deviceId) return null;
    return (
      <p key={index} className="field-banner field-banner-warn">
        {t('otherDevice', { index, device: appeal.deviceId })}
      </p>
    );
  });
}
