import '@/components/ledger/ledger.css';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { BookExport } from '@/components/ledger/BookExport';
import { BookSearch } from '@/components/ledger/BookSearch';
import { Checkpoints } from '@/components/ledger/Checkpoints';
import { Growth } from '@/components/ledger/Growth';
import { Trustees } from '@/components/ledger/Trustees';
import { decimal, isLocale, type Locale } from '@/components/ui/format';
import { Notice } from '@/components/ui/Notice';
import { getRuntime } from '@/lib/runtime';
import { readLedgerBook } from '@/lib/services/read-ledger-book';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('book');
  return { title: t('title'), description: t('lead') };
}

/** The ledger from outside: how it grows, who signs it, and every entry in it. */
export default async function BookPage() {
  const runtime = getRuntime();
  const [t, asked, book] = await Promise.all([
    getTranslations('book'),
    getLocale(),
    readLedgerBook(runtime, runtime.ledger()),
  ]);
  const locale: Locale = isLocale(asked) ? asked : 'id';
  const catalog = runtime.catalog();
  const markets = [...catalog.markets.values()].map(({ code, name, regionId }) => ({
    code,
    name,
    zone: catalog.regions.get(regionId)?.timeZone ?? ('Asia/Jakarta' as const),
  }));
  const commodities = [...catalog.commodities.values()].map(({ code, nameId, nameEn }) => ({
    code,
    name: locale === 'en' ? nameEn : nameId,
  }));
  return (
    <main className="page book" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead muted">{t('lead')}</p>
      {book.fault === null ? null : <Notice title={t('faultTitle')} text={t('faultText')} tone="warn" />}
      <dl className="book-figures">
        <div>
          <dt>{t('published')}</dt>
          <dd className="number">{decimal(book.published, 0, locale)}</dd>
        </div>
        <div>
          <dt>{t('waiting')}</dt>
          <dd className="number">{decimal(Math.max(0, book.stored - book.published), 0, locale)}</dd>
        </div>
        <div>
          <dt>{t('witnessed')}</dt>
          <dd className="number">
            {book.witnesses.length === 0
              ? '–'
              : `${book.witnesses.filter((w) => w.cosignedAt !== null).length} / ${book.witnesses.length}`}
          </dd>
        </div>
      </dl>
      <Growth points={book.growth} />
      <noscript>
        <Notice title={t('withoutScript.title')} text={t('withoutScript.text')} tone="warn">
          <a className="button" href="/docs/api#search">
            {t('withoutScript.api')}
          </a>
        </Notice>
      </noscript>
      <BookSearch markets={markets} commodities={commodities} />
      <div className="book-pair">
        <Checkpoints checkpoints={book.checkpoints} locale={locale} />
        <Trustees book={book} locale={locale} />
      </div>
      <BookExport published={book.published} />
      <p className="measure">
        {t('yourself')}{' '}
        <Link href="/verify" prefetch={false}>
          {t('verify')}
        </Link>{' '}
        · <a href="/docs/api#checkpoint">{t('api')}</a>
      </p>
    </main>
  );
}
