import { describe, expect, it } from 'vitest';
import { NOTHING_SAID, settingsWish } from '@/components/devices/settings-wish';

const said = { ...NOTHING_SAID, interval: '60', group: ' utara ', commodities: new Set(['beras-medium']) };

describe('settings of many devices', () => {
  it('change only what was ticked, so that each device keeps the rest as it has it', () => {
    expect(settingsWish({ ...said, parts: new Set(['interval']) })).toEqual({ interval_seconds: 60 });
    expect(settingsWish({ ...said, parts: new Set(['group']) })).toEqual({ group: 'utara' });
    expect(settingsWish({ ...said, parts: new Set(['commodities']) })).toEqual({
      commodities: ['beras-medium'],
    });
  });

  it('are left to the devices where a ticked part is empty', () => {
    const parts = new Set(['interval', 'commodities', 'group'] as const);
    expect(settingsWish({ ...NOTHING_SAID, parts })).toEqual({
      interval_seconds: null,
      commodities: null,
      group: null,
    });
  });

  it('are not asked for when nothing is ticked or the interval is no whole number', () => {
    expect(settingsWish(said)).toBeNull();
    expect(settingsWish({ ...said, interval: '1.5', parts: new Set(['interval']) })).toBeNull();
  });
});
