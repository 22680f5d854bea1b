'use client';

import { useTranslations } from 'next-intl';
import { type DragEvent, useState } from 'react';
import { GiveFile } from './GiveFile';

/** Beyond this it is no receipt: one takes 6 kB, a thousand exported entries 2 MB, and a large photo 20 MB. */
const LARGEST_TEXT = 8_000_000;
const LARGEST_PICTURE = 40_000_000;

type Trouble = 'noQr' | 'tooLarge';

interface Props {
  readonly onReceipt: (text: string) => void;
  /** What was handed in holds no receipt. */
  readonly onTrouble: () => void;
}

/** Takes a receipt however it comes: dropped, chosen, pasted, or as a picture of its QR code. */
export function ReceiptInput({ onReceipt, onTrouble }: Props) {
  const t = useTranslations('verify.give');
  const [text, setText] = useState('');
  const [over, setOver] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const refuse = (why: Trouble) => {
    setTrouble(why);
    onTrouble();
  };
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    setTrouble(null);
    const picture = file.type.startsWith('image/');
    if (file.size > (picture ? LARGEST_PICTURE : LARGEST_TEXT)) return refuse('tooLarge');
    if (!picture) return onReceipt(await file.text());
    try {
      const { readQrPicture } = await import('./qr-code');
      onReceipt(await readQrPicture(file));
    } catch {
      refuse('noQr');
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file === undefined) onReceipt(event.dataTransfer.getData('text/plain'));
    else take(file);
  };
  return (
    <section
      className={`panel give ${over ? 'is-over' : ''}`}
      aria-label={t('title')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <h2>{t('title')}</h2>
      <p className="muted measure">{t('text')}</p>
      <GiveFile
        label={t('choose')}
        accept=".txt,.ndjson,text/plain,application/x-ndjson,image/*"
        onFile={take}
      />
      {trouble === null ? null : <p role="alert">{t(trouble)}</p>}
      <form
        className="give-paste"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '') onReceipt(text);
        }}
      >
        <label htmlFor="receipt-text">{t('paste')}</label>
        <textarea
          id="receipt-text"
          rows={4}
          spellCheck={false}
          value={text}
          placeholder="c2sp.org/tlog-proof@v1"
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="button button-main" disabled={text.trim() === ''}>
          {t('check')}
        </button>
      </form>
    </section>
  );
}
