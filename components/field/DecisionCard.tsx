'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type Locale, moment, rupiah, unitName } from '@/components/ui/format';
import type { FieldDecision } from '@/lib/live/field';
import type { TimeZone } from '@/lib/market/region';
import { AppealForm } from './AppealForm';
import type { FieldAppeal } from './core/appeals';

interface Props {
  readonly decision: FieldDecision;
  /** What the person says against it, while the server has not taken it. */
  readonly appeal: FieldAppeal | null;
  readonly deviceId: string;
  readonly zone: TimeZone;
}

/** One price that people decided about: what they decided and why, and what can be done. */
export function DecisionCard({ decision, appeal, deviceId, zone }: Props) {
  const t = useTranslations('field.decisions');
  const reasons = useTranslations('review.reason');
  const locale = useLocale() as Locale;
  const { act, corrected_price: corrected, unit } = decision;
  const per = unit === '' ? '' : ` / ${unitName(unit, locale)}`;
  return (
    <li className={`field-card field-decision-${act}`}>
      <p className="field-card-head">
        <span className="field-item-name">{decision.commodity_name[locale] || decision.commodity}</span>
        <span className="field-item-price number">
          {rupiah(decision.price, locale)}
          {per}
        </span>
      </p>
      <p className="muted small">{moment(Date.parse(decision.observed_at), zone, locale)}</p>
      <p>
        <strong>{t(`act.${act}`, { price: corrected === null ? '' : rupiah(corrected, locale) })}</strong>
      </p>
      <p>{t('reason', { reason: reasons(decision.reason) })}</p>
      <p className="muted small">
        {t('when', { time: moment(Date.parse(decision.decided_at), zone, locale) })}
      </p>
      <p className="small">
        <a className="lone-link" href={`/verify?i=${decision.observation}`} target="_blank" rel="noreferrer">
          {t('proof', { index: String(decision.observation) })}
        </a>
      </p>
      <Appeal decision={decision} appeal={appeal} deviceId={deviceId} />
    </li>
  );
}

/** How an appeal stands, or the way to one. */
function Appeal({ decision, appeal, deviceId }: Omit<Props, 'zone'>) {
  const t = useTranslations('field.decisions.appeal');
  if (decision.appealed) return <p className="field-decision-state">{t('taken')}</p>;
  if (appeal !== null) {
    return appeal.refused === null ? <p className="field-decision-state">{t('waits')}</p> : null;
  }
  if (!decision.may_appeal) return null;
  return <AppealForm decision={decision} deviceId={deviceId} />;
}
