/** A part of the settings that is to be changed; the others stay as each device has them. */
export const PARTS = ['interval', 'commodities', 'group'] as const;
export type SettingsPart = (typeof PARTS)[number];

export interface SettingsSaid {
  readonly parts: ReadonlySet<SettingsPart>;
  readonly interval: string;
  readonly commodities: ReadonlySet<string>;
  readonly group: string;
}

export const NOTHING_SAID: SettingsSaid = {
  parts: new Set(),
  interval: '',
  commodities: new Set(),
  group: '',
};

/**
 * What `POST /api/devices/settings` is asked with: only the parts that were ticked. What is ticked and empty is left to
 * the device. `null` while it cannot be asked: nothing is ticked, or the interval is no whole number of seconds.
 */
export function settingsWish(said: SettingsSaid): Readonly<Record<string, unknown>> | null {
  const { parts, interval, commodities, group } = said;
  const seconds = interval.trim();
  if (parts.size === 0 || (parts.has('interval') && !/^\d{0,6}$/.test(seconds))) return null;
  return {
    ...(parts.has('interval') ? { interval_seconds: seconds === '' ? null : Number(seconds) } : {}),
    ...(parts.has('commodities') ? { commodities: commodities.size === 0 ? null : [...commodities] } : {}),
    ...(parts.has('group') ? { group: group.trim() === '' ? null : group.trim() } : {}),
  };
}
