'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { photoOf } from './core/photo';
import { useCamera } from './use-camera';

interface Props {
  /** Base 64 of a JPEG. */
  readonly onPhoto: (photo: string) => void;
  readonly onClose: () => void;
}

/** The back camera over the whole screen, and one button. The picture stays in this app, encrypted. */
export function PhotoTaker({ onPhoto, onClose }: Props) {
  const t = useTranslations('field.photo');
  const troubles = useTranslations('field.scan.trouble');
  const dialog = useRef<HTMLDialogElement>(null);
  const [ready, setReady] = useState(false);
  const [failed, setFailed] = useState(false);
  const { video, trouble } = useCamera(() => {
    setReady(true);
    return () => setReady(false);
  });
  useEffect(() => dialog.current?.showModal(), []);
  const take = async () => {
    if (video.current === null) return;
    setFailed(false);
    const photo = await photoOf(video.current).catch(() => null);
    if (photo === null) setFailed(true);
    else onPhoto(photo);
  };
  return (
    <dialog ref={dialog} className="field-camera" aria-label={t('title')} onClose={onClose}>
      {trouble === null ? (
        <video ref={video} className="field-video" muted playsInline aria-label={t('picture')} />
      ) : (
        <p className="field-banner field-banner-warn" role="alert">
          {troubles(trouble)}
        </p>
      )}
      {failed ? (
        <p className="field-banner field-banner-warn" role="alert">
          {t('failed')}
        </p>
      ) : null}
      <p className="muted small">{t('who')}</p>
      <div className="field-actions">
        <button type="button" className="field-second" onClick={onClose}>
          {t('close')}
        </button>
        <button type="button" className="field-main" disabled={!ready} onClick={() => void take()}>
          {t('take')}
        </button>
      </div>
    </dialog>
  );
}
