import { getTranslations } from 'next-intl/server';
import { commodityName } from '@/app/admin-choices';
import { type Locale, moment, monthYear } from '@/components/ui/format';
import { getRuntime } from '@/lib/runtime';
import type { AuditSubject } from '@/lib/services/audit-subjects';

/** What an act was done to, as a reader of the audit would say it; the key stands beside it for who must look it up. */
export async function subjectWords(subject: AuditSubject, locale: Locale): Promise<string> {
  const t = await getTranslations('audit.subjects');
  const { commodities, markets } = getRuntime().catalog();
  const good = (id: number) => commodityName(commodities.get(id)?.code ?? String(id), locale);
  switch (subject.kind) {
    case 'named':
    case 'alert':
    case 'event':
    case 'device':
    case 'feed':
    case 'network':
    case 'session':
    case 'market':
    case 'document':
    case 'unknownAccount':
    case 'witnesses':
      return t(subject.kind, { ...subject });
    case 'price':
      return t('price', {
        commodity: good(subject.commodityId),
        market: markets.get(subject.marketId)?.name ?? String(subject.marketId),
        at: moment(subject.at, 'Asia/Jakarta', locale),
      });
    case 'commodity': {
      const commodity = commodityName(subject.commodity, locale);
      return subject.unit === null ? commodity : t('unit', { unit: subject.unit, commodity });
    }
    case 'alias': {
      const said = { alias: subject.alias, commodity: commodityName(subject.commodity, locale) };
      if (subject.market === null) return t('alias', said);
      const market = getRuntime().catalog().marketByCode.get(subject.market)?.name ?? subject.market;
      return t('aliasThere', { ...said, market });
    }
    case 'reference':
      return t('reference', { commodity: good(subject.commodityId), text: subject.text });
    case 'macro':
      return t('macro', {
        indicator: await indicatorName(subject.indicator),
        month: monthOf(subject.month, locale),
      });
    case 'macroFile':
      return t('macroFile', { count: subject.count });
    case 'rule': {
      const rules = await getTranslations('alertRules');
      const key = `kinds.${subject.rule}.title`;
      const rule = rules.has(key) ? rules(key) : subject.rule;
      if (subject.commodity === null) return rule;
      return `${rule}, ${commodityName(subject.commodity, locale)}`;
    }
  }
}

async function indicatorName(name: string): Promise<string> {
  const t = await getTranslations('macro');
  return t.has(`names.${name}`) ? t(`names.${name}`) : name;
}

const monthOf = (month: string, locale: Locale) =>
  /^\d{4}-\d{2}$/.test(month) ? monthYear(month, locale) : month;
