import { useTranslations } from 'next-intl';
import type { FieldDecisions } from '@/lib/live/field';
import { type FieldAppeal, sendable } from './core/appeals';
import type { Told } from './core/told';

interface Props {
  readonly held: Told<FieldDecisions> | null;
  readonly appeals: readonly FieldAppeal[];
  readonly deviceId: string;
}

/** How many prices people decided about, in one line, with the way to all of them. Nothing before the first. */
export function DecisionsLine({ held, appeals, deviceId }: Props) {
  const t = useTranslations('field.decisions');
  const decisions = held?.said.decisions ?? [];
  if (decisions.length === 0 && appeals.length === 0) return null;
  const open = decisions.filter((one) => one.may_appeal).length;
  const waiting = sendable(appeals, deviceId).length;
  const stuck = appeals.length - waiting;
  return (
    <a className="field-advice" href="#/decisions">
      <span className="field-advice-title">{t('title')}</span>
      <span>{t('count', { count: decisions.length })}</span>
      {open === 0 ? null : <span className="field-advice-more">{t('open', { count: open })}</span>}
      {stuck === 0 ? null : <span className="field-advice-more">{t('stuck', { count: stuck })}</span>}
      {waiting === 0 ? null : <span className="muted">{t('unsent', { count: waiting })}</span>}
    </a>
  );
}
