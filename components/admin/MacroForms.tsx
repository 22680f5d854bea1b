import { useTranslations } from 'next-intl';
import { MACRO_FILE_BYTES, MACRO_KINDS, type MacroValue } from '@/lib/market/macro';
import { EditForm } from './EditForm';
import { FileField, SelectField, TextField } from './Fields';
import type { SaveAction } from './save-answer';

interface Props {
  /** The indicator and month that are changed; an empty name for none chosen. */
  readonly name: string;
  readonly month: string;
  readonly held: MacroValue | null;
  readonly keep: SaveAction;
  readonly take: SaveAction;
}

/** One value by hand, or many from a file. */
export function MacroForms({ name, month, held, keep, take }: Props) {
  const t = useTranslations('macro');
  return (
    <div className="admin-stack" id="isian">
      <section className="panel" aria-label={t('one')}>
        <h2>{t('one')}</h2>
        <EditForm action={keep} send={t('save')}>
          <SelectField
            name="name"
            label={t('indicator')}
            choices={MACRO_KINDS.map((kind) => ({ value: kind.name, text: t(`names.${kind.name}`) }))}
            value={name}
            empty={t('choose')}
          />
          <div className="form-pair">
            <TextField name="month" label={t('monthField')} type="month" defaultValue={month} required />
            <TextField
              name="value"
              label={t('value')}
              hint={t('valueHint')}
              inputMode="decimal"
              defaultValue={held === null ? '' : String(held.value)}
              maxLength={16}
            />
          </div>
          <TextField name="source" label={t('source')} defaultValue={held?.source} maxLength={120} />
          <TextField name="statedOn" label={t('statedOn')} type="date" defaultValue={held?.statedOn ?? ''} />
        </EditForm>
      </section>
      <section className="panel" aria-label={t('many')}>
        <h2>{t('many')}</h2>
        <p className="muted small">{t('manyHow')}</p>
        <EditForm action={take} send={t('take')} quiet>
          <FileField
            name="file"
            label={t('file')}
            accept=".csv,text/csv"
            most={MACRO_FILE_BYTES}
            tooBig={t('bigFile')}
          />
          <TextField name="source" label={t('usualSource')} maxLength={120} />
          <TextField name="statedOn" label={t('statedOn')} type="date" />
        </EditForm>
      </section>
    </div>
  );
}
