import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Claim, claim, createPeerGroup, seconds } from '@/lib/validate/peers';

const claims = fc.array(
  fc.record({
    marketId: fc.integer({ min: 1, max: 6 }),
    day: fc.integer({ min: 0, max: 3 }),
    jump: fc.double({ min: -1, max: 1, noNaN: true }).filter((j) => j !== 0),
  }),
  { maxLength: 60 },
);

function plain(all: readonly Claim[], made: Claim): number {
  const who = all.filter(
    (c) =>
      c.marketId !== made.marketId &&
      c.day >= made.day &&
      c.day <= made.day + 3 &&
      c.jump * Math.sign(made.jump) >= Math.abs(made.jump) / 2,
  );
  return new Set(who.map((c) => c.marketId)).size;
}

describe('claims of held jumps', () => {
  it('count markets as a list of everything ever said would', () => {
    fc.assert(
      fc.property(claims, claims, (said, asked) => {
        const group = createPeerGroup();
        for (const c of said) claim(group, c);
        for (const made of asked) expect(seconds(group, made)).toBe(plain(said, made));
      }),
    );
  });

  it('take no more room however often a market repeats itself', () => {
    const group = createPeerGroup();
    for (let i = 0; i < 10_000; i++) {
      claim(group, { marketId: 1, day: i % 50, jump: i % 2 === 0 ? 0.2 : -0.2 });
    }
    expect(group.claims.get(1)?.length).toBeLessThanOrEqual(8);
  });
});
