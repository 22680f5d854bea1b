import '@/components/admin/admin.css';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { asked, commodityChoices } from '@/app/admin-choices';
import { requireActor } from '@/app/portal-actor';
import { ReferenceForm } from '@/components/admin/ReferenceForm';
import { ReferenceTable } from '@/components/admin/ReferenceTable';
import { isLocale } from '@/components/ui/format';
import { may } from '@/lib/auth/may';
import { getRuntime } from '@/lib/runtime';
import { listReferences } from '@/lib/services/list-references';
import { endReferencePrice, keepReference } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('limits');
  return { title: t('title') };
}

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

/** Which limits were, are and will be in force, and by which regulation. */
export default async function ReferencesPage({ searchParams }: Props) {
  const { actor } = await requireActor('see master data');
  const [t, said, query] = [await getTranslations('limits'), await getLocale(), await searchParams];
  const locale = isLocale(said) ? said : 'id';
  const runtime = getRuntime();
  const { commodities } = runtime.catalog();
  const only = asked(query, 'komoditas');
  const choices = commodityChoices(locale);
  const mayChange = may(actor, 'change master data', {});
  const today = runtime.facts().today;
  const rows = (await listReferences(runtime)).map((row) => {
    const commodity = commodities.get(row.commodityId);
    return {
      ...row,
      code: commodity?.code ?? '',
      name: (locale === 'id' ? commodity?.nameId : commodity?.nameEn) ?? '',
      unit: commodity?.unit ?? 'kg',
    };
  });
  const shown = rows
    .filter(({ code }) => only === '' || code === only)
    .sort((a, b) => a.name.localeCompare(b.name, locale));
  return (
    <main className="portal-main" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead">{t('lead')}</p>
      <form className="admin-tools" action="/portal/harga-acuan" method="get">
        <div className="field-block">
          <label htmlFor="only">{t('commodity')}</label>
          <select className="input" id="only" name="komoditas" defaultValue={only}>
            <option value="">{t('all')}</option>
            {choices.map(({ value, text }) => (
              <option value={value} key={value}>
                {text}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" className="button">
          {t('show')}
        </button>
      </form>
      <div className="admin-below">
        <ReferenceTable
          rows={shown}
          today={today}
          locale={locale}
          end={mayChange ? endReferencePrice : null}
        />
        {mayChange ? (
          <ReferenceForm commodities={choices} commodity={only} today={today} keep={keepReference} />
        ) : null}
      </div>
    </main>
  );
}
