import { describe, expect, it } from 'vitest';
import { SOUND } from './audit';
import { twoProcesses } from './two-processes';

const READINGS = 2_000;

describe('two servers on one database', () => {
  it('store each reading once, however often and wherever it is sent, and answer repeats alike', async () => {
    const { sent, statuses, differing, audit } = await twoProcesses(READINGS);
    expect(statuses).toEqual({ '202': sent });
    expect(differing).toBe(0);
    expect(audit).toEqual({ ...SOUND, storedReadings: READINGS });
  });
});
