import { describe, expect, it } from 'vitest';
import { alertAddress, readAlertWish } from '@/components/alerts/alert-address';

const known = { commodity: (code: string) => code === 'cabai', region: (number: string) => number === '31' };
const OPEN = { kind: '', level: '', commodity: '', region: '' };

describe('the address of narrowed alerts', () => {
  it('brings back what was chosen, after a reload and in another browser', () => {
    for (const wish of [
      OPEN,
      { ...OPEN, level: 'critical' },
      { kind: 'reference', level: 'warning', commodity: 'cabai', region: '31' },
    ]) {
      const { searchParams } = new URL(alertAddress(wish), 'http://localhost');
      expect(readAlertWish(Object.fromEntries(searchParams), known)).toEqual(wish);
    }
    expect(alertAddress(OPEN)).toBe('/peringatan');
  });

  it('leaves open what it names and nobody knows, or names twice', () => {
    const asked = { kind: 'silent_device', level: 'mild', commodity: ['cabai', 'cabai'], region: '999' };
    expect(readAlertWish(asked, known)).toEqual(OPEN);
  });
});
