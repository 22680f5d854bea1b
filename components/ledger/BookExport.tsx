'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Icon } from '@/components/ui/icons';

const MOST = 1_000;

/** Takes a stretch of the ledger along, each entry with its proof. */
export function BookExport({ published }: { readonly published: number }) {
  const t = useTranslations('book.export');
  const [trouble, setTrouble] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [first, last] = [form.get('from'), form.get('to')].map(String);
    const from = Number(first);
    const to = Number(last) + 1;
    // An empty field would count as 0.
    const good =
      first !== '' && last !== '' && from >= 0 && from < to && to - from <= MOST && to <= published;
    setTrouble(!good);
    if (good) window.location.assign(`/ledger/export?from=${from}&to=${to}`);
  };
  const last = Math.max(0, published - 1);
  return (
    <section className="panel" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p className="muted small measure">{t('text')}</p>
      <form className="book-form" onSubmit={submit} noValidate>
        <label className="field field-wide">
          <span>{t('from')}</span>
          <input name="from" type="number" min={0} max={last} defaultValue={Math.max(0, last - 99)} />
        </label>
        <label className="field field-wide">
          <span>{t('to')}</span>
          <input name="to" type="number" min={0} max={last} defaultValue={last} />
        </label>
        <button type="submit" className="button">
          <Icon name="download" />
          {t('take')}
        </button>
      </form>
      {trouble ? <p role="alert">{t('trouble', { last: String(last) })}</p> : null}
      <p className="muted small measure">
        {t('drop')}{' '}
        <Link href="/verify" prefetch={false}>
          {t('page')}
        </Link>
        {t('check')} <code>smp ledger verify --export FILE --key KEY</code>
      </p>
    </section>
  );
}
