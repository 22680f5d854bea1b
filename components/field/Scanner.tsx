'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useLatest } from '@/components/live/use-latest';
import { codeFrom, type EnrolCode } from './core/enrol-code';
import type { Scanned } from './scan-worker';
import { useCamera } from './use-camera';

/** Wide enough for a QR held at arm's length, small enough for a slow phone. */
const FRAME_WIDTH = 640;
const PAUSE_MS = 120;

interface Props {
  readonly onCode: (code: EnrolCode) => void;
  readonly onClose: () => void;
}

/** The back camera; pictures are read on the phone, by a worker, and go nowhere. */
export default function Scanner({ onCode, onClose }: Props) {
  const t = useTranslations('field.scan');
  const [foreign, setForeign] = useState(false);
  const told = useLatest(onCode);
  const { video, trouble } = useCamera((screen) => {
    let ended = false;
    let timer: ReturnType<typeof setTimeout>;
    const worker = new Worker(new URL('./scan-worker.ts', import.meta.url), { type: 'module' });
    const canvas = document.createElement('canvas');
    const paper = canvas.getContext('2d', { willReadFrequently: true });
    const look = () => {
      if (paper === null || screen.videoWidth === 0) {
        timer = setTimeout(look, PAUSE_MS);
        return;
      }
      const scale = Math.min(1, FRAME_WIDTH / screen.videoWidth);
      canvas.width = Math.round(screen.videoWidth * scale);
      canvas.height = Math.round(screen.videoHeight * scale);
      paper.drawImage(screen, 0, 0, canvas.width, canvas.height);
      const { data, width, height } = paper.getImageData(0, 0, canvas.width, canvas.height);
      worker.postMessage({ data, width, height }, [data.buffer]);
    };
    worker.onmessage = ({ data }: MessageEvent<Scanned>) => {
      if (ended) return;
      const code = data.text === null ? null : codeFrom(data.text);
      if (code !== null) return told.current(code);
      if (data.text !== null) setForeign(true);
      timer = setTimeout(look, PAUSE_MS);
    };
    look();
    return () => {
      ended = true;
      clearTimeout(timer);
      worker.terminate();
    };
  });

  return (
    <div className="field-scan">
      {trouble === null ? (
        <>
          <video ref={video} className="field-video" muted playsInline aria-label={t('picture')} />
          <p className="muted" role="status">
            {t(foreign ? 'foreign' : 'aim')}
          </p>
        </>
      ) : (
        <p className="field-banner field-banner-warn" role="alert">
          {t(`trouble.${trouble}`)}
        </p>
      )}
      <button type="button" className="field-second" onClick={onClose}>
        {t('close')}
      </button>
    </div>
  );
}
