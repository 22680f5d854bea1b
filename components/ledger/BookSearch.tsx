'use client';

import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import { Icon } from '@/components/ui/icons';
import { Found, type FoundPage, type Named, type NamedMarket } from './Found';
import { conditions, FIELDS, marketCode, type SearchTrouble, troubleOf, wholeTrouble } from './search-words';

interface Props {
  readonly markets: readonly NamedMarket[];
  readonly commodities: readonly Named[];
}

/** Looks for sealed prices by market, day, device or reading; the address restores the search. */
export function BookSearch({ markets, commodities }: Props) {
  const t = useTranslations('book.search');
  const query = useSearchParams();
  const form = useRef<HTMLFormElement>(null);
  const [asked, setAsked] = useState<URLSearchParams | null>(null);
  const [found, setFound] = useState<FoundPage | null>(null);
  const [trouble, setTrouble] = useState<SearchTrouble | null>(null);
  const [busy, setBusy] = useState(false);

  const ask = useCallback(async (params: URLSearchParams, before: FoundPage | null) => {
    setBusy(true);
    setTrouble(null);
    setAsked(params);
    // What another search found says nothing about this one.
    setFound(before);
    try {
      const next = new URLSearchParams(params);
      if (before?.next_before != null) next.set('before', String(before.next_before));
      const answer = await fetch(`/ledger/search?${next}`, { signal: AbortSignal.timeout(15_000) });
      const body: unknown = await answer.json();
      if (!answer.ok) return setTrouble(troubleOf(answer.status, body, params));
      const page = body as FoundPage;
      setFound({ ...page, entries: [...(before?.entries ?? []), ...page.entries] });
    } catch {
      setTrouble(wholeTrouble('failed'));
    } finally {
      setBusy(false);
    }
  }, []);
  useEffect(() => {
    const given = conditions((name) => query.get(name));
    if (given.size > 0) ask(given, null);
  }, [query, ask]);

  const look = (params: URLSearchParams) => {
    // The fields say what is looked for, and keep the focus of whoever types.
    for (const part of form.current?.elements ?? [])
      if (part instanceof HTMLInputElement || part instanceof HTMLSelectElement)
        part.value = params.get(part.name) ?? '';
    if (!FIELDS.some((name) => params.has(name))) return setTrouble(wholeTrouble('nothing'));
    // Another address asks by itself.
    if (String(conditions((name) => query.get(name))) === String(params)) ask(params, null);
    else window.history.replaceState(null, '', `/buku-besar?${params}#cari`);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const said = new FormData(event.currentTarget);
    const params = conditions((name) => String(said.get(name) ?? '').trim());
    const market = params.get('market_id');
    if (market !== null) params.set('market_id', marketCode(market, markets));
    look(params);
  };
  const instead = (name: string) => {
    if (trouble?.field == null || asked === null) return;
    const params = new URLSearchParams(asked);
    params.set(trouble.field, name);
    look(params);
  };
  return (
    <section className="panel" id="cari" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p className="muted small">{t('text')}</p>
      <form className="book-form" onSubmit={submit} ref={form}>
        {FIELDS.map((name) => (
          <label key={name} className="field field-wide">
            <span>{t(name)}</span>
            <input
              name={name}
              type={name === 'day' ? 'date' : 'text'}
              list={name === 'market_id' ? 'book-markets' : undefined}
              defaultValue={query.get(name) ?? ''}
              aria-invalid={trouble?.field === name || undefined}
              aria-describedby={trouble?.field === name ? 'book-trouble' : undefined}
              autoComplete="off"
              spellCheck={false}
            />
          </label>
        ))}
        <label className="field field-wide">
          <span>{t('commodity')}</span>
          <select name="commodity" defaultValue={query.get('commodity') ?? ''}>
            <option value="">{t('every')}</option>
            {commodities.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <datalist id="book-markets">
          {markets.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </datalist>
        <button type="submit" className="button button-main" disabled={busy}>
          <Icon name="search" />
          {t('find')}
        </button>
      </form>
      {busy ? (
        <p className="muted" role="status">
          {t('busy')}
        </p>
      ) : null}
      {trouble === null ? null : <Trouble trouble={trouble} onInstead={instead} />}
      {found === null || asked === null ? null : (
        <Found page={found} asked={asked} markets={markets} commodities={commodities} />
      )}
      {found?.next_before == null || asked === null ? null : (
        <p className="panel-more">
          <button type="button" className="button" disabled={busy} onClick={() => ask(asked, found)}>
            {t('more')}
          </button>
        </p>
      )}
    </section>
  );
}

interface TroubleProps {
  readonly trouble: SearchTrouble;
  /** Searches again with this name in the field that is wrong. */
  readonly onInstead: (name: string) => void;
}

function Trouble({ trouble, onInstead }: TroubleProps) {
  const t = useTranslations('book.search');
  return (
    <div role="alert" id="book-trouble">
      <p>{t(`trouble.${trouble.words}`, { said: trouble.said })}</p>
      {trouble.near.length === 0 ? null : (
        <p>
          {t('near')}{' '}
          {trouble.near.map((name) => (
            <button key={name} type="button" className="button" onClick={() => onInstead(name)}>
              {name}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}
