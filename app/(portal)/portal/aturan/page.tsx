import '@/components/admin/admin.css';
import '@/components/alerts/rules.css';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { commodityChoices } from '@/app/admin-choices';
import { requireActor } from '@/app/portal-actor';
import { RulePanel } from '@/components/alerts/RulePanel';
import { isLocale } from '@/components/ui/format';
import { may } from '@/lib/auth/may';
import { mayBeOwn, RULE_KINDS } from '@/lib/market/alert-rules';
import { getRuntime } from '@/lib/runtime';
import { listAlertRules } from '@/lib/services/list-alert-rules';
import { dropRule, keepRule } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('alertRules'))('title') };
}

/** What calls for an alert, for everything and for single commodities. */
export default async function AlertRulesPage() {
  const { actor } = await requireActor('see alerts');
  const [t, said] = await Promise.all([getTranslations('alertRules'), getLocale()]);
  const locale = isLocale(said) ? said : 'id';
  const runtime = getRuntime();
  const rules = await listAlertRules(runtime);
  const commodities = commodityChoices(locale);
  const names = new Map(commodities.map(({ value, text }) => [value, text]));
  const mayChange = may(actor, 'set alert rules', {});
  return (
    <main className="portal-main" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead">{t('lead')}</p>
      {mayChange ? null : <p className="notice muted">{t('readOnly')}</p>}
      <div className="admin-stack">
        {RULE_KINDS.map((kind) => {
          const own = mayBeOwn(kind) ? [...rules[kind].own] : [];
          return (
            <RulePanel
              key={kind}
              kind={kind}
              rule={mayBeOwn(kind) ? rules[kind].all : rules[kind]}
              own={own.map(([id, rule]) => {
                const code = runtime.catalog().commodities.get(id)?.code ?? '';
                return { code, name: names.get(code) ?? code, rule };
              })}
              commodities={mayBeOwn(kind) ? commodities : []}
              keep={mayChange ? keepRule : null}
              drop={mayChange ? dropRule : null}
            />
          );
        })}
      </div>
    </main>
  );
}
