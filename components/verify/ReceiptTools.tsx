'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { downloadBlob } from '@/components/charts/download';
import { Icon } from '@/components/ui/icons';
import { compactReceipt } from '@/lib/ledger/compact-receipt';

interface Props {
  readonly receipt: string;
  readonly index: number;
}

interface Picture {
  readonly url: string;
  readonly pixels: number;
}

/** The receipt to take along: as a small file, and as a QR code. */
export function ReceiptTools({ receipt, index }: Props) {
  const t = useTranslations('verify.take');
  const [picture, setPicture] = useState<Picture | 'failed' | null>(null);
  const save = () =>
    downloadBlob(new Blob([receipt], { type: 'text/plain;charset=utf-8' }), `${index}.smp-receipt.txt`);
  const draw = async () => {
    try {
      const { qrPicture } = await import('./qr-code');
      const canvas = qrPicture(compactReceipt(receipt));
      setPicture({ url: canvas.toDataURL('image/png'), pixels: canvas.width });
    } catch {
      setPicture('failed');
    }
  };
  return (
    <section className="panel" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p className="muted measure">{t('text')}</p>
      <p className="verify-actions">
        <button type="button" className="button" onClick={save}>
          <Icon name="download" />
          {t('file')}
        </button>
        {picture === null ? (
          <button type="button" className="button" onClick={draw}>
            {t('qr')}
          </button>
        ) : null}
      </p>
      {picture === 'failed' ? <p role="alert">{t('qrFailed')}</p> : null}
      {picture === null || picture === 'failed' ? null : (
        <figure className="qr">
          {/* biome-ignore lint/performance/noImgElement: made in this browser, nothing to optimise */}
          <img src={picture.url} width={picture.pixels} height={picture.pixels} alt={t('qrAlt')} />
          <figcaption className="muted small">
            {t('qrText')}{' '}
            <a href={picture.url} download={`${index}.smp-receipt.png`}>
              {t('qrSave')}
            </a>
          </figcaption>
        </figure>
      )}
    </section>
  );
}
