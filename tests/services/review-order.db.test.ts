import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Decision } from '@/lib/market/review';
import { caseOf } from '@/lib/review/case';
import { appealReview } from '@/lib/services/appeal-review';
import { followOthers } from '@/lib/services/follow-others';
import { availableKinds } from '../support/postgres';
import { at } from '../support/small-river';
import { ANI, BUDI, DAYS, GROUNDS, openReviewWorld, person, type ReviewWorld, usual } from './review-world';

describe.each(await availableKinds())('decisions in any order, on %s PostgreSQL', (kind) => {
  let world: ReviewWorld;
  beforeEach(async () => {
    world = await openReviewWorld(kind);
  });
  afterEach(() => world?.close());

  it('are learnt by other processes from what was written, whatever was decided', async () => {
    const { database, river, instance, first, held, decide } = world;
    const other = await instance();
    await other.load(at(DAYS, 1));
    const size = await database.column<number>('SELECT size::int AS value FROM ledger_head');
    const follow = followOthers(
      { ...other.reviewDeps(at(DAYS, 1)), commits: () => ({ begun: 0, ended: 0 }) },
      size[0] ?? 0,
    );
    const agree = async (price: number) => {
      await follow.look();
      await follow.look();
      expect(other.window(first())).toEqual(river.window(first()));
      expect([river.lastPrice(first()), other.lastPrice(first())]).toEqual([price, price]);
      expect(other.waiting).toBe(0);
    };
    const id = await held();
    await decide(id, 'accept', ANI, { hour: 1 });
    await agree(43_500);
    await decide(id, 'undo', BUDI, { hour: 2 });
    await agree(usual(DAYS));
    await decide(id, 'correct', ANI, { hour: 3, correctedPrice: 40_700 });
    await agree(40_700);
    await decide(id, 'undo', BUDI, { hour: 4 });
    await agree(usual(DAYS));
    const [calm = -1] = await river.send(DAYS, [{ marketId: first(), price: 40_300 }], 5);
    await agree(40_300);
    await decide(calm, 'reject', ANI, { hour: 6 });
    await agree(usual(DAYS));
    follow.stop();
  });

  it('keeps sums, ledger and first prices right whatever people do in whatever order', async () => {
    const { database, river, markets, instance, row, decide, sound } = world;
    const ids = await river.send(DAYS, [
      { marketId: markets[0] ?? 0, price: 43_500 },
      { marketId: markets[1] ?? 0, price: 400_000 },
      { marketId: markets[2] ?? 0, price: 40_300 },
    ]);
    const [first0] = await database.column(
      'SELECT json_agg(price ORDER BY id) AS value FROM observation WHERE id = ANY ($1)',
      [ids],
    );
    const step = fc.record({
      id: fc.constantFrom(...ids),
      who: fc.constantFrom(ANI, BUDI, person(3)),
      act: fc.constantFrom('accept', 'reject', 'correct', 'ask_again', 'undo', 'decline', 'appeal'),
      price: fc.constantFrom(40_000, 41_000, 90_000),
    });
    type Taken = typeof step extends fc.Arbitrary<infer T> ? T : never;
    const trader = (id: number) => person(7, { role: 'officer', marketId: markets[ids.indexOf(id)] ?? 0 });
    let hour = 1;
    const take = async ({ id, who, act, price }: Taken) => {
      hour += 0.01;
      const work =
        act === 'appeal'
          ? appealReview(river.reviewDeps(at(DAYS, hour)), trader(id), { ...GROUNDS, observationId: id })
          : decide(id, act as Decision, who, {
              hour,
              ...(act === 'correct' ? { correctedPrice: price } : {}),
            });
      await work.catch((error: { code?: string }) => {
        expect(['CONFLICT', 'FORBIDDEN']).toContain(error.code);
      });
      const known = await row(id);
      const { decided } = caseOf(known, at(DAYS, hour));
      const counts = decided?.act === 'correct' ? [decided.correctedPrice] : [];
      const standing = await database.column<number>(
        `SELECT o.price AS value FROM observation o WHERE o.lane = 0 AND o.id IN
          (SELECT correction_id FROM review WHERE observation_id = $1)`,
        [id],
      );
      expect(standing).toEqual(counts);
      if (decided !== null) expect(known.lane).toBe(decided.to);
    };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
        for (const one of steps) await take(one);
        await sound();
      }),
      { numRuns: 4 },
    );
    expect(
      (
        await database.column(
          'SELECT json_agg(price ORDER BY id) AS value FROM observation WHERE id = ANY ($1)',
          [ids],
        )
      )[0],
    ).toEqual(first0);
    const rebuilt = await instance();
    await rebuilt.load(at(DAYS, hour));
    for (const marketId of markets.slice(0, 3))
      expect(river.window(marketId)).toEqual(rebuilt.window(marketId));
  });
});
