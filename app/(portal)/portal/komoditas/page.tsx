import '@/components/admin/admin.css';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { asked, commodityName } from '@/app/admin-choices';
import { requireActor } from '@/app/portal-actor';
import { CommodityPanel } from '@/components/admin/CommodityPanel';
import { CommodityTable } from '@/components/admin/CommodityTable';
import { NameTrial } from '@/components/admin/NameTrial';
import { isLocale } from '@/components/ui/format';
import { may } from '@/lib/auth/may';
import { getRuntime } from '@/lib/runtime';
import { listAliases } from '@/lib/services/list-aliases';
import { tryName } from '@/lib/services/try-name';
import { addAlias, removeAlias } from '../alias-actions';
import { forgetUnit, keepCommodity, keepUnit } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('goods');
  return { title: t('title') };
}

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

/** What prices are of: names, units, and how a name that somebody says is read. */
export default async function CommoditiesPage({ searchParams }: Props) {
  const { actor } = await requireActor('see master data');
  const [t, said, query] = [await getTranslations('goods'), await getLocale(), await searchParams];
  const locale = isLocale(said) ? said : 'id';
  const runtime = getRuntime();
  const catalog = runtime.catalog();
  const mayChange = may(actor, 'change master data', {});
  const chosen = catalog.commodityByCode.get(asked(query, 'kode')) ?? null;
  const aliases = await listAliases(runtime, null);
  const units =
    chosen === null
      ? []
      : [...catalog.units]
          .filter(([key]) => key.startsWith(`${chosen.id}:`))
          .map(([key, factor]) => ({ unit: key.slice(key.indexOf(':') + 1), factor }))
          .sort((a, b) => a.factor - b.factor);
  const name = asked(query, 'nama');
  const trial = name === '' ? null : tryName(catalog, name, asked(query, 'pasar'));
  const adding = chosen === null && mayChange && asked(query, 'baru') !== '';
  return (
    <main className="portal-main" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead">{t('lead')}</p>
      <NameTrial
        name={name}
        market={asked(query, 'pasar')}
        trial={
          trial === null ? null : { ...trial, names: trial.codes.map((code) => commodityName(code, locale)) }
        }
      />
      {mayChange ? (
        <p className="admin-tools">
          <a className="button" href="/portal/komoditas?baru=1#isian">
            {t('add')}
          </a>
        </p>
      ) : null}
      <div className={chosen || adding ? 'admin-split' : undefined}>
        <CommodityTable
          lines={[...catalog.commodities.values()].map((c) => ({
            ...c,
            aliases: aliases.filter(({ commodity }) => commodity === c.code).map(({ alias }) => alias),
          }))}
          chosen={chosen?.code ?? null}
          locale={locale}
        />
        {chosen || adding ? (
          <CommodityPanel
            key={chosen?.code ?? 'new'}
            commodity={chosen}
            aliases={aliases.filter(({ commodity }) => commodity === chosen?.code)}
            units={units}
            mayChange={mayChange}
            locale={locale}
            keep={keepCommodity}
            addAlias={addAlias}
            removeAlias={removeAlias}
            keepUnit={keepUnit}
            forgetUnit={forgetUnit}
          />
        ) : null}
      </div>
    </main>
  );
}
