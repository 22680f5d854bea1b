'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { type Locale, rupiah } from '@/components/ui/format';
import { type FieldAppeal, removeAppeal } from './core/appeals';
import type { FieldState } from './core/follow-kept';
import { saveExport } from './save-export';

interface Props {
  readonly state: Pick<FieldState, 'appeals' | 'records'>;
  readonly deviceId: string;
}

interface BannerProps {
  readonly appeal: FieldAppeal;
  /** The price that it is about, in words. */
  readonly what: string;
}

/** Appeals that need a person: refused for good, written by an earlier holder, or under another name of this phone. */
export function AppealBanners({ state, deviceId }: Props) {
  const t = useTranslations('field.decisions.appeal');
  const locale = useLocale() as Locale;
  const whatOf = ({ observation, about }: FieldAppeal) =>
    about === undefined
      ? t('entry', { index: String(observation) })
      : t('price', {
          name: about.commodity_name[locale] || about.commodity,
          price: rupiah(about.price, locale),
        });
  return state.appeals.map((appeal) => {
    const { observation, refused, why } = appeal;
    const what = whatOf(appeal);
    if (why === 'handed_on')
      return (
        <EarlierHolder
          key={observation}
          appeal={appeal}
          what={what}
          onSave={() => saveExport(state, deviceId)}
        />
      );
    if (refused !== null) return <Refused key={observation} appeal={appeal} what={what} />;
    if (appeal.deviceId === deviceId) return null;
    return (
      <p key={observation} className="field-banner field-banner-warn">
        {t('otherDevice', { what, device: appeal.deviceId })}
      </p>
    );
  });
}

function Refused({ appeal, what }: BannerProps) {
  const t = useTranslations('field.decisions.appeal');
  return (
    <div className="field-banner field-banner-warn" role="alert">
      <p>{t('refused', { what })}</p>
      <p className="small">{t('wrote', { note: appeal.note })}</p>
      <p className="field-banner-do">
        <button type="button" className="button" onClick={() => void removeAppeal(appeal.observation)}>
          {t('understood')}
        </button>
      </p>
    </div>
  );
}

/** The words are somebody else's: the page does not show them, and they leave the phone only once they were handed out. */
function EarlierHolder({ appeal, what, onSave }: BannerProps & { readonly onSave: () => void }) {
  const t = useTranslations('field.decisions.appeal');
  const [saved, setSaved] = useState(false);
  return (
    <div className="field-banner field-banner-warn" role="alert">
      <p>{t('handedOn', { what })}</p>
      <p className="field-banner-do">
        <button
          type="button"
          className="button"
          onClick={() => {
            onSave();
            setSaved(true);
          }}
        >
          {t('save')}
        </button>
        {saved ? (
          <button type="button" className="button" onClick={() => void removeAppeal(appeal.observation)}>
            {t('forget')}
          </button>
        ) : null}
      </p>
    </div>
  );
}
