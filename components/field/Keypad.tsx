import { useTranslations } from 'next-intl';
import { memo } from 'react';
import type { Key } from './core/keypad';

const KEYS: readonly Key[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '000', '0', 'back'];

/** Our own pad: the phone's keyboard would cover half of the screen and bring letters. */
export const Keypad = memo(function Keypad({ onKey }: { readonly onKey: (key: Key) => void }) {
  const t = useTranslations('field.entry');
  return (
    <fieldset className="field-pad">
      <legend className="hidden-visually">{t('pad')}</legend>
      {KEYS.map((key) => (
        <button
          key={key}
          type="button"
          className="field-key"
          aria-label={key === 'back' ? t('erase') : undefined}
          onClick={() => onKey(key)}
        >
          {key === 'back' ? (
            <svg className="icon" viewBox="0 0 24 16" width="30" height="20" aria-hidden="true">
              <path d="M8 2h13v12H8L2 8zM11 5.5l5 5M16 5.5l-5 5" />
            </svg>
          ) : (
            key
          )}
        </button>
      ))}
    </fieldset>
  );
});
