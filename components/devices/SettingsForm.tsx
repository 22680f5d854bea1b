'use client';

import { useTranslations } from 'next-intl';
import { EditForm } from '@/components/admin/EditForm';
import { type Choice, TextField } from '@/components/admin/Fields';
import { useFault } from '@/components/admin/faults';
import type { SaveAction } from '@/components/admin/save-answer';
import type { DeviceConfig } from '@/lib/market/device-config';

interface Props {
  readonly deviceId: string;
  readonly group: string | null;
  readonly config: DeviceConfig | null;
  readonly commodities: readonly Choice[];
  /** `null` for those who only read. */
  readonly keep: SaveAction | null;
}

/** What is asked of a device: its group, how often it reports, and what. */
export function SettingsForm({ deviceId, group, config, commodities, keep }: Props) {
  const t = useTranslations('devices.one');
  const wanted = new Set(config?.commodities ?? []);
  if (keep === null) {
    const names = commodities.filter(({ value }) => wanted.has(value)).map(({ text }) => text);
    return (
      <dl className="device-facts">
        <div>
          <dt className="muted small">{t('group')}</dt>
          <dd>{group ?? t('noGroup')}</dd>
        </div>
        <div>
          <dt className="muted small">{t('interval')}</dt>
          <dd>{config?.intervalSeconds ?? t('ownChoice')}</dd>
        </div>
        <div>
          <dt className="muted small">{t('commodities')}</dt>
          <dd>{names.length === 0 ? t('ownChoice') : names.join(', ')}</dd>
        </div>
      </dl>
    );
  }
  return (
    <EditForm action={keep} send={t('save')} values={{ device: deviceId }} label={t('asked')}>
      <div className="form-pair">
        <TextField
          name="group"
          label={t('group')}
          hint={t('groupHint')}
          defaultValue={group ?? ''}
          maxLength={64}
        />
        <TextField
          name="interval"
          label={t('interval')}
          hint={t('intervalHint')}
          inputMode="numeric"
          defaultValue={config?.intervalSeconds ?? ''}
          maxLength={6}
        />
      </div>
      <fieldset className="device-goods">
        <legend>{t('commodities')}</legend>
        <p className="muted small">{t('commoditiesHint')}</p>
        {commodities.map(({ value, text }) => (
          <label className="check" key={value}>
            <input type="checkbox" name="commodities" value={value} defaultChecked={wanted.has(value)} />
            <span>{text}</span>
          </label>
        ))}
        <GoodsFault />
      </fieldset>
    </EditForm>
  );
}

function GoodsFault() {
  const fault = useFault('commodities');
  return fault === null ? null : <p className="form-fault small">{fault}</p>;
}
