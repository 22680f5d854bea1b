import { getLocale, getTranslations } from 'next-intl/server';
import { isLocale } from '@/components/ui/format';
import { Notice } from '@/components/ui/Notice';
import type { Commodity } from '@/lib/market/commodity';

interface Props {
  /** A commodity that was asked for, and those that may have been meant. */
  readonly asked?: { readonly code: string; readonly near: readonly Commodity[] };
}

/** What an address that leads nowhere says. Plain links: every page carries this one along. */
export async function NothingHere({ asked }: Props) {
  const [t, said] = await Promise.all([getTranslations('notFound'), getLocale()]);
  const english = isLocale(said) && said === 'en';
  const near = asked?.near ?? [];
  return (
    <main className="page" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <Notice
        title={asked === undefined ? t('what') : t('commodity', { code: asked.code })}
        text={t(near.length === 0 ? 'why' : 'near')}
      >
        {near.map(({ code, nameId, nameEn }) => (
          <a key={code} className="button button-main" href={`/komoditas/${code}`}>
            {english ? nameEn : nameId}
          </a>
        ))}
        <a className={near.length === 0 ? 'button button-main' : 'button'} href="/">
          {t('home')}
        </a>
        <a className="button" href="/dashboard/map/">
          {t('map')}
        </a>
        <a className="button" href="/peringatan">
          {t('alerts')}
        </a>
      </Notice>
    </main>
  );
}
