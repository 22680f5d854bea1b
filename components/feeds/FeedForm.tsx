'use client';

import { useTranslations } from 'next-intl';
import { EditForm } from '@/components/admin/EditForm';
import { type Choice, SelectField, TextField } from '@/components/admin/Fields';
import type { SaveAction } from '@/components/admin/save-answer';

const PARTS = ['date', 'commodity', 'price', 'unit', 'region', 'market'] as const;
const NEEDED = ['date', 'commodity', 'price'];

interface Feed {
  readonly name: string;
  readonly address: string;
  readonly everyHours: number;
  readonly enabled: boolean;
  readonly mapping: {
    readonly format: string;
    readonly columns: Readonly<Record<(typeof PARTS)[number], string | null>>;
    readonly records: string;
    readonly regionId: number | null;
  };
}

interface Props {
  /** `null` for a new one. */
  readonly feed: Feed | null;
  readonly regions: readonly Choice[];
  readonly keep: SaveAction;
}

/** Where a source is read, how often, and in which columns it says what. */
export function FeedForm({ feed, regions, keep }: Props) {
  const t = useTranslations('feeds');
  const title = feed === null ? t('add') : t('change', { name: feed.name });
  const mapping = feed?.mapping;
  return (
    <section className="panel" id="isian" aria-label={title}>
      <h2>{title}</h2>
      <p className="muted measure">{t('how')}</p>
      <EditForm
        action={keep}
        send={t('save')}
        values={feed === null ? {} : { known: feed.name }}
        resets={feed === null}
        label={title}
      >
        <div className="form-row">
          <TextField name="name" label={t('name')} defaultValue={feed?.name} required maxLength={60} />
          <TextField
            name="address"
            label={t('address')}
            hint={t('addressHint')}
            defaultValue={feed?.address}
            required
          />
        </div>
        <div className="form-row">
          <SelectField
            name="format"
            label={t('format')}
            value={mapping?.format ?? 'csv'}
            choices={[
              { value: 'csv', text: 'CSV' },
              { value: 'json', text: 'JSON' },
            ]}
          />
          <TextField
            name="everyHours"
            label={t('hours')}
            inputMode="numeric"
            defaultValue={String(feed?.everyHours ?? 24)}
            required
          />
          <SelectField
            name="enabled"
            label={t('state')}
            value={feed?.enabled === false ? 'no' : 'yes'}
            choices={[
              { value: 'yes', text: t('on') },
              { value: 'no', text: t('off') },
            ]}
          />
        </div>
        <div className="form-row">
          {PARTS.map((part) => (
            <TextField
              key={part}
              name={part}
              label={t(`columns.${part}`)}
              defaultValue={mapping?.columns[part] ?? undefined}
              required={NEEDED.includes(part)}
            />
          ))}
        </div>
        <div className="form-row">
          <SelectField
            name="regionId"
            label={t('region')}
            hint={t('regionHint')}
            value={mapping?.regionId == null ? '' : String(mapping.regionId)}
            empty={t('fromRows')}
            choices={regions}
          />
          <TextField
            name="records"
            label={t('records')}
            hint={t('recordsHint')}
            defaultValue={mapping?.records}
          />
        </div>
      </EditForm>
    </section>
  );
}
