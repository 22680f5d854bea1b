'use client';

import { useTranslations } from 'next-intl';
import { PARTS, type SettingsPart, type SettingsSaid } from './settings-wish';

export interface Good {
  readonly value: string;
  readonly text: string;
}

interface Props {
  readonly said: SettingsSaid;
  readonly goods: readonly Good[];
  readonly say: (said: SettingsSaid) => void;
}

/** What is to be asked of several devices at once: a part that is not ticked stays as each of them has it. */
export function SettingsFields({ said, goods, say }: Props) {
  const t = useTranslations('devices.one');
  const all = useTranslations('devices.together');
  const flipped = <T,>(held: ReadonlySet<T>, one: T): ReadonlySet<T> => {
    const next = new Set(held);
    if (!next.delete(one)) next.add(one);
    return next;
  };
  const field = (part: SettingsPart) => {
    if (part === 'commodities') {
      return (
        <fieldset className="device-goods device-goods-few">
          <legend className="hidden-visually">{t('commodities')}</legend>
          <p className="muted small">{t('commoditiesHint')}</p>
          {goods.map(({ value, text }) => (
            <label className="check" key={value}>
              <input
                type="checkbox"
                checked={said.commodities.has(value)}
                onChange={() => say({ ...said, commodities: flipped(said.commodities, value) })}
              />
              <span>{text}</span>
            </label>
          ))}
        </fieldset>
      );
    }
    return (
      <label className="field field-wide">
        <span className="muted small">{t(part === 'interval' ? 'intervalHint' : 'groupHint')}</span>
        <input
          className="input"
          aria-label={t(part)}
          inputMode={part === 'interval' ? 'numeric' : 'text'}
          maxLength={part === 'interval' ? 6 : 64}
          value={said[part]}
          onChange={(event) => say({ ...said, [part]: event.target.value })}
        />
      </label>
    );
  };
  return (
    <>
      {PARTS.map((part) => (
        <div key={part} className="device-part">
          <label className="check">
            <input
              type="checkbox"
              checked={said.parts.has(part)}
              onChange={() => say({ ...said, parts: flipped(said.parts, part) })}
            />
            <span>{all('change', { what: t(part) })}</span>
          </label>
          {said.parts.has(part) ? field(part) : null}
        </div>
      ))}
    </>
  );
}
