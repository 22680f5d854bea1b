import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TokenActor } from '@/lib/auth/actor';
import { createApiToken } from '@/lib/services/api-tokens';
import { appealReview } from '@/lib/services/appeal-review';
import { availableKinds } from '../support/postgres';
import { at } from '../support/small-river';
import { ANI, BUDI, DAYS, GROUNDS, openReviewWorld, person, type ReviewWorld } from './review-world';

describe.each(await availableKinds())('who may decide about a price, on %s PostgreSQL', (kind) => {
  let world: ReviewWorld;
  beforeEach(async () => {
    world = await openReviewWorld(kind);
  });
  afterEach(() => world?.close());

  it('lets one of two people win who decide at once, and tells the other', async () => {
    const { instance, row, state, held, decide, sound } = world;
    const id = await held();
    const other = await instance();
    await other.load(at(DAYS, 1));
    const { version } = await state(id);
    const both = await Promise.allSettled([
      decide(id, 'accept', ANI, { version }),
      decide(id, 'reject', BUDI, { version, on: other }),
    ]);
    expect(both.map((b) => b.status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = both.find((b) => b.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: 'CONFLICT' });
    expect((await row(id)).rows).toHaveLength(1);
    await sound();
  });

  it('asks a second person where the averages would move far, and takes the same one for none', async () => {
    const { lane, state, held, decide, sound } = world;
    const id = await held(400_000);
    await decide(id, 'accept');
    expect(await lane(id)).toBe(2);
    expect(await state(id)).toMatchObject({ state: 'proposed', pending: { act: 'accept' } });
    await expect(decide(id, 'accept', ANI, { note: 'I insist on this price' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      errors: [{ code: 'same_person' }],
    });
    await decide(id, 'accept', BUDI);
    expect(await lane(id)).toBe(0);
    await decide(id, 'undo', BUDI, { hour: 2 });
    expect(await lane(id)).toBe(0);
    await decide(id, 'undo', ANI, { hour: 2 });
    expect(await lane(id)).toBe(2);
    await sound();
  });

  it('takes a person and the programs on their tokens for one, in a proposal and in an appeal', async () => {
    const { database, river, first, lane, held, decide, sound } = world;
    const token = async (issuerId: string): Promise<TokenActor> => {
      const { id } = await createApiToken(database.db, { role: 'validator', name: 'x', expiresAt: null });
      await database.pool.query(
        `INSERT INTO app_user (id, email, name, role, password_hash) VALUES ($1::uuid, $1::text, 'x', 'validator', '')
         ON CONFLICT DO NOTHING`,
        [issuerId],
      );
      await database.pool.query('UPDATE api_token SET user_id = $2 WHERE id = $1', [id, issuerId]);
      return { kind: 'api-token', tokenId: id, role: 'validator', issuerId };
    };
    const [own, second, other] = await Promise.all([ANI, ANI, BUDI].map((who) => token(who.userId)));
    if (own === undefined || second === undefined || other === undefined) throw new Error('no tokens');
    const samePerson = { code: 'FORBIDDEN', errors: [{ code: 'same_person' }] };
    const byPerson = await held(400_000);
    await decide(byPerson, 'accept', ANI);
    await expect(decide(byPerson, 'accept', own)).rejects.toMatchObject(samePerson);
    await decide(byPerson, 'decline', own);
    await decide(byPerson, 'accept', own);
    for (const who of [ANI, second]) {
      await expect(decide(byPerson, 'accept', who)).rejects.toMatchObject(samePerson);
    }
    await decide(byPerson, 'accept', other);
    expect(await lane(byPerson)).toBe(0);

    const trader = person(5, { role: 'officer', marketId: first() });
    await appealReview(river.reviewDeps(at(DAYS, 2)), trader, { ...GROUNDS, observationId: byPerson });
    for (const who of [ANI, own, second, BUDI, other]) {
      const barred = { code: 'FORBIDDEN', errors: [{ code: 'other_reviewer' }] };
      await expect(decide(byPerson, 'reject', who, { hour: 3 })).rejects.toMatchObject(barred);
    }
    await sound();
  });

  it('hands an appeal to another reviewer than the first', async () => {
    const { river, first, lane, state, held, decide, sound } = world;
    const id = await held();
    await decide(id, 'reject');
    const trader = person(5, { role: 'officer', marketId: first() });
    await appealReview(river.reviewDeps(at(DAYS, 2)), trader, { ...GROUNDS, observationId: id });
    expect(await state(id)).toMatchObject({ state: 'appealed' });
    await expect(decide(id, 'accept', ANI, { hour: 3 })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await decide(id, 'accept', BUDI, { hour: 3 });
    expect(await lane(id)).toBe(0);
    await expect(
      appealReview(river.reviewDeps(at(DAYS, 4)), trader, { ...GROUNDS, observationId: id }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
    await decide(id, 'undo', BUDI, { hour: 5 });
    expect(await state(id, at(DAYS, 5))).toMatchObject({ state: 'appealed', decided: { act: 'reject' } });
    await sound();
  });

  it('lets nobody decide on their market of origin or outside their region', async () => {
    const { markets, first, held, decide } = world;
    const id = await held();
    for (const who of [
      person(3, { marketId: first() }),
      person(3, { marketId: markets[1] ?? 0 }),
      person(3, { regionId: 32 }),
      person(3, { role: 'officer', marketId: first() }),
      person(3, { role: 'auditor' }),
      { kind: 'api-token', tokenId: 'x', role: 'validator', marketId: first() } as const,
    ]) {
      await expect(decide(id, 'accept', who)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    await decide(id, 'accept', person(3, { regionId: 31 }));
  });

  it('leaves the last word to the judge when people only proposed', async () => {
    const { river, state, held, decide, sound } = world;
    const id = await held(400_000);
    await decide(id, 'accept');
    await river.settle(DAYS + 3, 2);
    expect(await state(id, at(DAYS + 3, 3))).toMatchObject({ state: 'settled', lane: 'quarantined' });
    await sound();
  });
});
