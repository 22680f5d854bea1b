'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toHex } from '@/lib/ledger/bytes';
import { portableSha256 } from '@/lib/ledger/portable-sha256';
import { GiveFile } from './GiveFile';

interface Props {
  /** SHA-256 of the sealed document, lower-case hex. */
  readonly hash: string;
}

type State = 'idle' | 'busy' | { readonly came: 'same' | 'other' | 'failed'; readonly name: string };

/** Whoever has the document compares it with what was sealed, without handing it to anybody. */
export function DocumentCheck({ hash }: Props) {
  const t = useTranslations('verify.document');
  const [state, setState] = useState<State>('idle');
  const compare = async (file: File | undefined) => {
    if (file === undefined) return;
    setState('busy');
    const { name } = file;
    try {
      setState({ came: (await hashOf(file)) === hash ? 'same' : 'other', name });
    } catch {
      setState({ came: 'failed', name });
    }
  };
  return (
    <section className="panel" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p className="muted measure">{t('text')}</p>
      <GiveFile label={t('choose')} onFile={compare} />
      <p role="status" data-came={typeof state === 'string' ? state : state.came}>
        {state === 'idle' ? null : state === 'busy' ? t('busy') : t(state.came, { name: state.name })}
      </p>
    </section>
  );
}

async function hashOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  // Pages that came without encryption lack the browser's own digest.
  const { subtle } = globalThis.crypto;
  if (subtle === undefined) return toHex(portableSha256(new Uint8Array(bytes)));
  return toHex(new Uint8Array(await subtle.digest('SHA-256', bytes)));
}
