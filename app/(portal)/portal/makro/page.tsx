import '@/components/admin/admin.css';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { asked } from '@/app/admin-choices';
import { requireActor } from '@/app/portal-actor';
import { MacroForms } from '@/components/admin/MacroForms';
import { MacroTable } from '@/components/admin/MacroTable';
import { isLocale } from '@/components/ui/format';
import { may } from '@/lib/auth/may';
import { macroKind, readMonth } from '@/lib/market/macro';
import { getRuntime } from '@/lib/runtime';
import { listMacro } from '@/lib/services/list-macro';
import { keepMacro, takeMacroFile } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('macro');
  return { title: t('title') };
}

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

/** Exchange rate, inflation and fuel by month, with their sources; what is missing is seen to be missing. */
export default async function MacroPage({ searchParams }: Props) {
  const { actor } = await requireActor('see master data');
  const [t, said, query] = [await getTranslations('macro'), await getLocale(), await searchParams];
  const runtime = getRuntime();
  const today = runtime.facts().today;
  const months = await listMacro(runtime, today);
  const mayChange = may(actor, 'change master data', {});
  const name = macroKind(asked(query, 'indikator'))?.name ?? '';
  const month = readMonth(asked(query, 'bulan')) ?? today.slice(0, 7);
  const held = months.find((m) => m.month === month)?.values.find((v) => v?.name === name) ?? null;
  const missing = months.reduce((n, { values }) => n + values.filter((v) => v === null).length, 0);
  return (
    <main className="portal-main" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead">{t('lead', { missing: String(missing) })}</p>
      <div className="admin-below">
        <MacroTable months={months} locale={isLocale(said) ? said : 'id'} mayChange={mayChange} />
        {mayChange ? (
          <MacroForms
            key={`${name} ${month}`}
            name={name}
            month={month}
            held={held}
            keep={keepMacro}
            take={takeMacroFile}
          />
        ) : null}
      </div>
    </main>
  );
}
