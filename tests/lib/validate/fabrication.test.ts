import { describe, expect, it } from 'vitest';
import { createWatch, watch } from '@/lib/validate/fabrication';
import { report } from './build';

/** A deterministic wobble; prices of a commodity differ between reporters and days. */
const wobble = (device: number, item: number, day: number) =>
  10_000 * item + ((device * 7919 + item * 104_729 + day * 1_299_709) % 97) * 10;

function accusations(lie: (device: number, item: number, day: number) => number) {
  const memory = createWatch();
  const found = new Map<number, Set<string>>();
  for (let day = 0; day < 40; day++) {
    for (let device = 1; device <= 10; device++) {
      for (let item = 1; item <= 5; item++) {
        const price = day >= 26 ? lie(device, item, day) : wobble(device, item, day);
        const r = report({ deviceId: `D${device}`, marketId: device, commodityId: item, day, price });
        for (const a of watch(memory, r)) found.set(device, (found.get(device) ?? new Set()).add(a));
      }
    }
  }
  return found;
}

describe('fabrication', () => {
  it('accuses nobody in an honest country', () => {
    expect(accusations(wobble).size).toBe(0);
  });

  it('finds a reporter who repeats his last values, and only him', () => {
    const found = accusations((device, item, day) => wobble(device, item, device === 3 ? 25 : day));
    expect(found.get(3)).toEqual(new Set(['frozen']));
    expect([...found.keys()]).toEqual([3]);
  });

  it('finds a reporter who copies another one', () => {
    const found = accusations((device, item, day) => wobble(device === 7 ? 2 : device, item, day));
    expect(found.get(7)?.has('copied')).toBe(true);
  });

  it('does not accuse a reporter of standing still when everybody does', () => {
    expect(accusations((device, item) => wobble(device, item, 25)).size).toBe(0);
  });
});
