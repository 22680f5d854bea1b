import { describe, expect, it } from 'vitest';
import { TAMPERINGS, tamper, untouched } from './tampering';

/** Every kind about thirty times; ten thousand are run by `tests/faults/ledger-tampering.ts`. */
const TOTAL = 500;

describe('a published ledger', () => {
  it('is believed as long as nobody touched it', async () => {
    expect(await untouched()).toEqual(['harmless', 'harmless', 'harmless']);
  });

  it('convinces nobody of anything else, however it is tampered with', async () => {
    const tallies = await tamper(TOTAL, 20_251_212);
    expect(tallies.size).toBe(Object.keys(TAMPERINGS).length);
    for (const [kind, { refused, accepted }] of tallies) {
      expect(accepted, kind).toBe(0);
      expect(refused, kind).toBeGreaterThan(10);
    }
  });
});
