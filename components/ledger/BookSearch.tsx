'use client';

import { useSearchParams } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { type Locale, moment, rupiah } from '@/components/ui/format';
import { Icon } from '@/components/ui/icons';
import { SealLink } from '@/components/ui/SealLink';
import type { Lane } from '@/lib/market/lane';

interface Entry {
  readonly index: number;
  readonly device_id: string;
  readonly market_id: string;
  readonly commodity: string;
  readonly price: number;
  readonly lane: Lane;
  readonly observed_at: string;
}

interface Page {
  readonly entries: readonly Entry[];
  readonly next_before: number | null;
}

const FIELDS = ['market_id', 'day', 'device_id', 'reading_id'] as const;

interface Props {
  /** Codes and names, for suggestions and reading. */
  readonly markets: readonly { readonly code: string; readonly name: string }[];
  readonly commodities: readonly { readonly code: string; readonly name: string }[];
}

/** Looks for sealed prices by market, day, device or reading; the address restores the search. */
export function BookSearch({ markets, commodities }: Props) {
  const t = useTranslations('book.search');
  const query = useSearchParams();
  const [asked, setAsked] = useState<URLSearchParams | null>(null);
  const [found, setFound] = useState<Page | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const ask = useCallback(async (params: URLSearchParams, before: Page | null) => {
    setBusy(true);
    setTrouble(null);
    try {
      const next = new URLSearchParams(params);
      if (before?.next_before != null) next.set('before', String(before.next_before));
      const answer = await fetch(`/ledger/search?${next}`, { signal: AbortSignal.timeout(15_000) });
      if (!answer.ok) {
        setTrouble(answer.status === 404 ? 'unknown' : answer.status === 422 ? 'malformed' : 'failed');
        setFound(null);
        return;
      }
      const page = (await answer.json()) as Page;
      setAsked(params);
      setFound({ ...page, entries: [...(before?.entries ?? []), ...page.entries] });
    } catch {
      setTrouble('failed');
    } finally {
      setBusy(false);
    }
  }, []);
  useEffect(() => {
    const given = pick((name) => query.get(name));
    if (given.size > 0) ask(given, null);
  }, [query, ask]);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const params = pick((name) => String(form.get(name) ?? '').trim());
    if (!FIELDS.some((name) => params.has(name))) return setTrouble('nothing');
    window.history.replaceState(null, '', `/buku-besar?${params}#cari`);
    ask(params, null);
  };
  return (
    <section className="panel" id="cari" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p className="muted small">{t('text')}</p>
      <form className="book-form" onSubmit={submit}>
        {FIELDS.map((name) => (
          <label key={name} className="field field-wide">
            <span>{t(name)}</span>
            <input
              name={name}
              type={name === 'day' ? 'date' : 'text'}
              list={name === 'market_id' ? 'book-markets' : undefined}
              defaultValue={query.get(name) ?? ''}
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
      {trouble === null ? null : <p role="alert">{t(`trouble.${trouble}`)}</p>}
      {found === null ? null : <Found page={found} markets={markets} commodities={commodities} />}
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

function pick(given: (name: string) => string | null): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of [...FIELDS, 'commodity']) {
    const value = given(name);
    if (value) params.set(name, value);
  }
  return params;
}

function Found({ page, markets, commodities }: Props & { readonly page: Page }) {
  const t = useTranslations('book.search');
  const l = useTranslations('verify.lane');
  const locale = useLocale() as Locale;
  const nameOf = (list: Props['markets'], code: string) => list.find((m) => m.code === code)?.name ?? code;
  if (page.entries.length === 0) return <p className="panel-empty muted">{t('none')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="table-scroll" aria-label={t('results')} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('what')}</th>
            <th scope="col" className="right">
              {t('price')}
            </th>
            <th scope="col" className="wide-only-cell">
              {t('where')}
            </th>
            <th scope="col" className="wide-only-cell">
              {t('when')}
            </th>
            <th scope="col">{t('proof')}</th>
          </tr>
        </thead>
        <tbody>
          {page.entries.map((e) => (
            <tr key={e.index}>
              <th scope="row">
                {nameOf(commodities, e.commodity)}{' '}
                {e.lane === 'accepted' ? null : <span className="muted small">({l(e.lane)})</span>}
              </th>
              <td className="right number">{rupiah(e.price, locale)}</td>
              <td className="wide-only-cell">
                {nameOf(markets, e.market_id)} <span className="muted">{e.device_id}</span>
              </td>
              <td className="wide-only-cell">{moment(Date.parse(e.observed_at), 'Asia/Jakarta', locale)}</td>
              <td>
                <SealLink
                  index={e.index}
                  what={`${nameOf(commodities, e.commodity)}, ${nameOf(markets, e.market_id)}, ${e.index}`}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
