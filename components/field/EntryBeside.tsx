'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PhotoTaker } from './PhotoTaker';
import type { PositionState } from './use-position';

interface Props {
  /** Whether one is taken, now or when the price was typed before. */
  readonly photo: boolean;
  readonly position: PositionState;
  readonly onPhoto: (photo: string | null) => void;
}

/** What may go beside the price, if the person wants. Nothing here keeps a price from being sent. */
export function EntryBeside({ photo, position, onPhoto }: Props) {
  const t = useTranslations('field.beside');
  const [taking, setTaking] = useState(false);
  return (
    <div className="field-beside">
      {photo ? (
        <button type="button" className="field-chip field-chip-on" onClick={() => onPhoto(null)}>
          {t('photoOff')}
        </button>
      ) : (
        <button type="button" className="field-chip" onClick={() => setTaking(true)}>
          {t('photoOn')}
        </button>
      )}
      {position === 'off' ? null : (
        <span className="small muted" role="status">
          {typeof position === 'string' ? t(position) : t('placed', { accuracy: position.accuracy_m })}
        </span>
      )}
      {taking ? (
        <PhotoTaker
          onClose={() => setTaking(false)}
          onPhoto={(taken) => {
            setTaking(false);
            onPhoto(taken);
          }}
        />
      ) : null}
    </div>
  );
}
