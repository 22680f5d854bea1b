'use client';

import { useLocale, useTranslations } from 'next-intl';
import { memo } from 'react';
import { type Locale, moment, named, rupiah } from '@/components/ui/format';
import type { FieldDecision, FieldRound } from '@/lib/live/field';
import { confirmRecord, dropRecord } from './actions';
import { faultKey } from './core/fault-words';
import { reasonKey } from './core/reasons';
import type { FieldFault, FieldRecord, Receipt } from './core/records';
import { goEntry } from './use-view';

interface Props {
  readonly record: FieldRecord;
  readonly round: FieldRound | null;
  /** What people decided about it, as the phone was told last. */
  readonly decision: FieldDecision | null;
}

/**
 * One price: what became of it, its receipt, and what can be done about it. Drawn again only when it changed: a day
 * without a network leaves hundreds of them.
 */
export const RecordCard = memo(function RecordCard({ record, round, decision }: Props) {
  const t = useTranslations('field.card');
  const locale = useLocale() as Locale;
  const item = round?.commodities.find((c) => c.commodity === record.commodity);
  const zone = round?.market.time_zone ?? 'Asia/Jakarta';
  const time = record.timestamp === null ? record.typedAt : Date.parse(record.timestamp);
  const { receipt, attention } = record;
  return (
    <li className={`field-card field-card-${record.state}`}>
      <p className="field-card-head">
        <span className="field-item-name">{item === undefined ? record.commodity : named(item, locale)}</span>
        <span className="field-item-price number">{rupiah(record.price, locale)}</span>
      </p>
      <p className="muted small">{moment(time, zone, locale)}</p>
      {receipt === null ? null : <ReceiptLine receipt={receipt} />}
      {record.beside === null ? null : (
        <p className="small muted">
          {t(`beside.${record.beside.photo ? 'photo' : 'position'}.${record.beside.state}`)}
        </p>
      )}
      {record.settled === null ? null : <p className="small muted">{t(`settled.${record.settled}`)}</p>}
      {attention === null || record.state !== 'attention' ? null : decision !== null ? (
        <Decided decision={decision} id={record.id} />
      ) : (
        <>
          <Why record={record} />
          <p className="field-banner-do">
            {attention.kind === 'other-device' ? null : (
              <button
                type="button"
                className="button button-main"
                onClick={() => goEntry(record.commodity, record.id)}
              >
                {t('correct')}
              </button>
            )}
            {attention.kind === 'quarantined' ? (
              <button
                type="button"
                className="button"
                onClick={() => void confirmRecord(record.id, 'confirmed')}
              >
                {t('confirm')}
              </button>
            ) : (
              <button type="button" className="button" onClick={() => void dropRecord(record.id)}>
                {t('remove')}
              </button>
            )}
          </p>
        </>
      )}
    </li>
  );
});

/** A reviewer was faster than the person: what was decided, and where it stands with its reason and the appeal. */
function Decided({ decision, id }: { readonly decision: FieldDecision; readonly id: string }) {
  const t = useTranslations('field.decisions');
  const locale = useLocale() as Locale;
  const { act, corrected_price: corrected } = decision;
  return (
    <>
      <p>
        <strong>{t(`act.${act}`, { price: corrected === null ? '' : rupiah(corrected, locale) })}</strong>
      </p>
      <p className="field-banner-do">
        <a className="button" href="#/decisions">
          {t('look')}
        </a>
        <button type="button" className="button" onClick={() => void confirmRecord(id, 'decided')}>
          {t('understood')}
        </button>
      </p>
    </>
  );
}

function ReceiptLine({ receipt }: { readonly receipt: Receipt }) {
  const t = useTranslations('field.card');
  return (
    <p className="small">
      <span>{t(`lanes.${receipt.lane}`)}</span> ·{' '}
      <a href={`/verify?i=${receipt.ledgerIndex}`} target="_blank" rel="noreferrer">
        {t('receipt', { index: String(receipt.ledgerIndex) })}
      </a>
    </p>
  );
}

/** What the server found wrong in the words of this phone; its own, in English, only beside a reason that is new here. */
function FaultWords({ fault }: { readonly fault: FieldFault }) {
  const t = useTranslations('field.card');
  const key = faultKey(fault);
  if (key !== null) return t(`faults.${key}`);
  return (
    <>
      {t('faultUnknown')}{' '}
      <span className="small muted" lang="en">
        {fault.field} {fault.message}
      </span>
    </>
  );
}

/** The sentence why: of the judge, or of the phone about what the server found wrong, with its remedy. */
function Why({ record }: { readonly record: FieldRecord }) {
  const t = useTranslations('field.card');
  const reasons = useTranslations('field.reasons');
  const locale = useLocale() as Locale;
  const { attention, receipt } = record;
  if (attention === null) return null;
  if (attention.kind === 'other-device') return <p>{t('otherDevice', { device: record.deviceId })}</p>;
  if (attention.kind === 'refused') {
    return (
      <>
        <p>{t('refused')}</p>
        <ul className="field-faults">
          {attention.faults.map((fault) => (
            <li key={`${fault.field} ${fault.code}`}>
              <FaultWords fault={fault} />
            </li>
          ))}
        </ul>
      </>
    );
  }
  const range = receipt?.range ?? null;
  // The judge names the gravest first; two reasons are what one reads in a market.
  const why = (receipt?.flags ?? [])
    .slice(0, 2)
    .map((flag) => reasons(reasonKey(flag)))
    .join(t('and'));
  return (
    <p>
      {t('held', { why })}{' '}
      {range === null
        ? null
        : t('range', { low: rupiah(range.low, locale), high: rupiah(range.high, locale) })}
    </p>
  );
}
