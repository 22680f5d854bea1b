import { describe, expect, it } from 'vitest';
import { killDevice } from './kill-device';

describe('a device that is killed while its network comes and goes', () => {
  it('has every line of its sensor stored exactly once and in order, after twenty kills', async () => {
    const figures = await killDevice(20);
    expect(figures.lines).toBeGreaterThan(200);
    expect(figures.cuts).toBeGreaterThan(5);
    expect(figures).toMatchObject({ lost: 0, duplicated: 0, queuedAndLost: 0, disordered: 0 });
  });
});
