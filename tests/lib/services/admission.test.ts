import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAdmission } from '@/lib/services/admission';

describe('what may be worked on at a time', () => {
  it('never exceeds the room but for a single large message, and is all given back', () => {
    const step = fc.record({ enters: fc.boolean(), readings: fc.integer({ min: 1, max: 500 }) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.array(step, { maxLength: 60 }), (room, steps) => {
        const admission = createAdmission(room);
        const inside: { readings: number; leave: () => void }[] = [];
        for (const { enters, readings } of steps) {
          const before = admission.inside;
          if (!enters) inside.shift()?.leave();
          else if (before > 0 && before + readings > room) {
            expect(() => admission.enter(readings)).toThrow(/again shortly/);
            expect(admission.inside).toBe(before);
          } else inside.push({ readings, leave: admission.enter(readings) });
          expect(admission.inside).toBe(inside.reduce((sum, one) => sum + one.readings, 0));
          if (admission.inside >= room) expect(() => admission.requireRoom()).toThrow(/again shortly/);
          else expect(() => admission.requireRoom()).not.toThrow();
        }
        for (const { leave } of inside) leave();
        expect(admission.inside).toBe(0);
      }),
    );
  });

  it('gives each turn of the event loop to one alone, in the order of asking', async () => {
    const admission = createAdmission(1);
    const given: string[] = [];
    const ask = async (name: string) => {
      await admission.turn();
      given.push(name);
    };
    const all = Promise.all(['a', 'b', 'c'].map(ask));
    for (let turns = 1; given.length < 3; turns++) {
      await new Promise((resolve) => setImmediate(resolve));
      expect(given.length).toBeLessThanOrEqual(turns);
    }
    await all;
    expect(given).toEqual(['a', 'b', 'c']);
  });
});
