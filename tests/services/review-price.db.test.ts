import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appealReview } from '@/lib/services/appeal-review';
import { countQuarantined } from '@/lib/store/board/count-quarantined';
import { searchAudit } from '@/lib/store/people/search-audit';
import { availableKinds } from '../support/postgres';
import { at } from '../support/small-river';
import { ANI, BUDI, DAYS, GROUNDS, openReviewWorld, person, type ReviewWorld, usual } from './review-world';

describe.each(await availableKinds())('a decision about a held price, on %s PostgreSQL', (kind) => {
  let world: ReviewWorld;
  beforeEach(async () => {
    world = await openReviewWorld(kind);
  });
  afterEach(() => world?.close());

  it('lets an accepted price count, and tells memory, boards and followers', async () => {
    const { river, first, lane, state, held, decide, sound } = world;
    const id = await held();
    await decide(id, 'accept');
    expect(await lane(id)).toBe(0);
    expect(river.waiting).toBe(0);
    expect(river.lastPrice(first())).toBe(43_500);
    expect(river.updates().findLast((u) => u.observation === id)).toMatchObject({ lane: 'accepted' });
    expect(await state(id)).toMatchObject({ state: 'decided', dueAt: null });
    await sound();
  });

  it('keeps the first price, counts the corrected one, and knows both by their time', async () => {
    const { database, river, first, lane, state, held, decide, sound } = world;
    const id = await held(400_000);
    await decide(id, 'correct', ANI, { correctedPrice: 40_500 });
    expect(await lane(id)).toBe(2);
    const at0 = await state(id);
    expect(at0.decided).toMatchObject({ act: 'correct', correctedPrice: 40_500 });
    const correctionId = at0.decided?.correctionId ?? -1;
    expect(await lane(correctionId)).toBe(0);
    expect(await database.column('SELECT price AS value FROM observation WHERE id = $1', [id])).toEqual([
      400_000,
    ]);
    expect(river.lastPrice(first())).toBe(40_500);
    expect(river.updates().find((u) => u.seq === correctionId)).toMatchObject({
      lane: 'accepted',
      price: 40_500,
    });
    await sound();
    await decide(id, 'undo', BUDI, { hour: 2 });
    expect(await lane(id)).toBe(2);
    expect(await lane(correctionId)).toBe(2);
    expect(await state(id, at(DAYS, 2))).toMatchObject({ state: 'open', decided: null });
    expect(river.lastPrice(first())).toBe(usual(DAYS));
    await sound();
  });

  it('takes an accepted price out again, with the one that stands in its place', async () => {
    const { river, instance, first, lane, decide, sound } = world;
    await river.send(DAYS, [{ marketId: first(), price: 40_100 }], 0);
    const [id = -1] = await river.send(DAYS, [{ marketId: first(), price: 41_000 }], 1);
    expect(river.lastPrice(first())).toBe(41_000);
    await decide(id, 'reject', ANI, { hour: 2 });
    expect(await lane(id)).toBe(2);
    expect(river.lastPrice(first())).toBe(40_100);
    const again = await instance();
    await again.load(at(DAYS, 2));
    expect(river.window(first())).toEqual(again.window(first()));
    await sound();
    await decide(id, 'undo', ANI, { hour: 3 });
    expect(await lane(id)).toBe(0);
    expect(river.lastPrice(first())).toBe(41_000);
    await sound();
  });

  it('writes the same request once, however often it is sent', async () => {
    const { row, state, held, decide } = world;
    const id = await held();
    const { version } = await state(id);
    await Promise.all([1, 2, 3].map(() => decide(id, 'accept', ANI, { version })));
    await decide(id, 'accept', ANI, { version });
    expect((await row(id)).rows).toHaveLength(1);
  });

  it('counts as held only what somebody still has to decide, through rejection, appeal and undo', async () => {
    const { database, river, first, lane, held, decide } = world;
    const count = (hour: number) => countQuarantined(database.pool, at(DAYS - 7), at(DAYS, hour));
    const id = await held(400_000);
    expect(await count(1)).toBe(1);
    await decide(id, 'reject');
    expect(await lane(id)).toBe(2);
    expect(await count(1)).toBe(0);
    const market = person(5, { role: 'officer', marketId: first() });
    const grounds = { ...GROUNDS, reason: 'price_is_true', observationId: id };
    await appealReview(river.reviewDeps(at(DAYS, 2)), market, grounds);
    expect(await count(2)).toBe(1);
    await decide(id, 'correct', BUDI, { hour: 3, correctedPrice: 40_000 });
    expect(await count(3)).toBe(0);
    await decide(id, 'undo', person(3), { hour: 4 });
    expect(await lane(id)).toBe(2);
    expect(await count(4)).toBe(1);
  });

  it('stands in the audit, each act with its own leaf', async () => {
    const { database, row, held, decide } = world;
    const id = await held();
    await decide(id, 'reject');
    await decide(id, 'undo', BUDI, { hour: 2 });
    const { rows } = await row(id);
    const search = { actor: '', action: 'review.', subject: `price:${id}` };
    const everywhere = { from: null, to: null, beforeId: null, marketId: null, regionId: null, limit: 9 };
    const lines = await searchAudit(database.pool, { ...search, ...everywhere });
    expect(lines.map((line) => [line.action, line.ledgerIndex])).toEqual([
      ['review.undo', rows[1]?.id],
      ['review.reject', rows[0]?.id],
    ]);
  });

  it('asks again without moving a lane; an unanswered question ends with its time', async () => {
    const { lane, state, held, decide, sound } = world;
    const id = await held();
    await decide(id, 'ask_again');
    expect(await lane(id)).toBe(1);
    expect(await state(id)).toMatchObject({ state: 'asked', overdue: false });
    expect(await state(id, at(DAYS, 80))).toMatchObject({ state: 'open', overdue: true });
    await sound();
  });

  it('writes nothing when the database fails in the middle', async () => {
    const { database, river, first, lane, held, decide, sound } = world;
    const id = await held();
    await database.pool.query(
      `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`,
    );
    await database.pool.query(
      'CREATE TRIGGER fail BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION fail()',
    );
    await expect(decide(id, 'accept')).rejects.toThrow('no');
    expect(await lane(id)).toBe(1);
    expect(river.lastPrice(first())).toBe(usual(DAYS));
    await database.pool.query('DROP TRIGGER fail ON audit');
    await decide(id, 'accept');
    expect(await lane(id)).toBe(0);
    await sound();
  });

  it('refuses to change or delete what people did', async () => {
    const { database, held, decide } = world;
    const id = await held();
    await decide(id, 'accept');
    for (const text of ["UPDATE review SET note = 'x'", 'DELETE FROM review', 'TRUNCATE review']) {
      await expect(database.pool.query(text)).rejects.toThrow('append-only');
    }
  });
});
