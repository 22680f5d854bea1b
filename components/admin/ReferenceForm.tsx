import { useTranslations } from 'next-intl';
import { EditForm } from './EditForm';
import { CheckField, type Choice, SelectField, TextField } from './Fields';
import type { SaveAction } from './save-answer';

interface Props {
  readonly commodities: readonly Choice[];
  readonly commodity: string;
  /** ISO date. */
  readonly today: string;
  readonly keep: SaveAction;
}

/** A new limit. Its effect on the board is shown before anything is saved. */
export function ReferenceForm({ commodities, commodity, today, keep }: Props) {
  const t = useTranslations('limits');
  return (
    <section className="panel" aria-label={t('add')} id="isian">
      <h2>{t('add')}</h2>
      <EditForm action={keep} send={t('see')}>
        <SelectField
          name="commodity"
          label={t('commodity')}
          choices={commodities}
          value={commodity}
          empty={t('choose')}
        />
        <div className="form-pair">
          <SelectField
            name="kind"
            label={t('kind')}
            choices={['HET', 'HAP'].map((value) => ({ value, text: t(`kinds.${value}`) }))}
            value="HET"
          />
          <SelectField
            name="zone"
            label={t('where')}
            choices={['1', '2', '3'].map((value) => ({ value, text: t('zone', { zone: value }) }))}
            empty={t('everywhere')}
          />
        </div>
        <div className="form-pair">
          <TextField name="low" label={t('low')} inputMode="numeric" maxLength={16} />
          <TextField name="high" label={t('high')} inputMode="numeric" required maxLength={16} />
        </div>
        <div className="form-pair">
          <TextField name="validFrom" label={t('from')} type="date" defaultValue={today} required />
          <TextField name="validTo" label={t('to')} type="date" />
        </div>
        <TextField name="regulation" label={t('regulation')} required maxLength={120} />
        <TextField name="note" label={t('note')} maxLength={200} />
        <CheckField name="endsOld" label={t('endsOld')} checked />
      </EditForm>
    </section>
  );
}
