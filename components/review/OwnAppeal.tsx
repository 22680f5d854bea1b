import { useTranslations } from 'next-intl';
import { EditForm } from '@/components/admin/EditForm';
import { SelectField, TextArea } from '@/components/admin/Fields';
import type { SaveAction } from '@/components/admin/save-answer';
import { MAX_NOTE, MIN_NOTE, REVIEW_REASONS } from '@/lib/market/review';

interface Props {
  /** Position of the price in the ledger. */
  readonly price: number;
  /** The price in words, since several stand on the page. */
  readonly label: string;
  readonly appeal: SaveAction;
}

/** What hands a decision about the own report to another reviewer; once. */
export function OwnAppeal({ price, label, appeal }: Props) {
  const t = useTranslations('ownReports.appeal');
  const reasons = useTranslations('review.reason');
  return (
    <details className="disclosure own-appeal">
      <summary>{t('open')}</summary>
      <p className="muted small">{t('means')}</p>
      <EditForm action={appeal} send={t('send')} values={{ price: String(price) }} label={label} quiet>
        <SelectField
          name="reason"
          label={t('reason')}
          choices={REVIEW_REASONS.appeal.map((code) => ({ value: code, text: reasons(code) }))}
        />
        <TextArea
          name="note"
          label={t('note', { min: MIN_NOTE })}
          required
          minLength={MIN_NOTE}
          maxLength={MAX_NOTE}
        />
      </EditForm>
    </details>
  );
}
