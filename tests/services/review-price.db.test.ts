import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TokenActor, UserActor } from '@/lib/auth/actor';
import type { Decision } from '@/lib/market/review';
import { caseOf } from '@/lib/review/case';
import { createApiToken } from '@/lib/services/api-tokens';
import { appealReview } from '@/lib/services/appeal-review';
import { followOthers } from '@/lib/services/follow-others';
import { crossCheckLedger } from '@/lib/services/ledger-cross-check';
import { reviewPrice } from '@/lib/services/review-price';
import { verifyStoredLedger } from '@/lib/services/verify-stored-ledger';
import { countQuarantined } from '@/lib/store/board/count-quarantined';
import { searchAudit } from '@/lib/store/people/search-audit';
import { readReviewed } from '@/lib/store/review/read-reviewed';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { availableKinds } from '../support/postgres';
import { differingDays, differingHours } from '../support/rollup-check';
import { at, openSmallRiver, type SmallRiver } from '../support/small-river';
import { addMarketsIn } from '../support/test-markets';

const REGIONS = [31, 31, 31, 31, 31, 31, 31, 31, 32, 32, 33, 71];
const DAYS = 12;
const USUAL = 40_000;
const usual = (day: number) => USUAL + 200 * (day % 3);
const GROUNDS = { reason: 'other', note: 'called the market by phone', requestId: null };

const person = (n: number, more: Partial<UserActor> = {}): UserActor => ({
  kind: 'user',
  userId: `00000000-0000-4000-8000-00000000000${n}`,
  role: 'validator',
  marketId: null,
  regionId: null,
  ...more,
});
const ANI = person(1);
const BUDI = person(2);

describe.each(await availableKinds())('reviews, on %s PostgreSQL', (kind) => {
  let database: OpenDatabase;
  let river: SmallRiver;
  let markets: readonly number[];
  const open: SmallRiver[] = [];
  const instance = async () => {
    const one = await openSmallRiver(database);
    open.push(one);
    return one;
  };

  beforeEach(async () => {
    database = await openSeededDatabase(kind);
    markets = await addMarketsIn(database.db, REGIONS);
    river = await instance();
    for (let day = 0; day <= DAYS; day++) await river.send(day, all(usual(day)), -1);
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
    await database?.close();
  });

  const all = (price: number) => markets.map((marketId) => ({ marketId, price }));
  const first = () => markets[0] ?? 0;
  const lane = async (id: number) =>
    (await database.column<number>('SELECT lane AS value FROM observation WHERE id = $1', [id]))[0];
  const row = async (id: number) => {
    const found = (await readReviewed(database.pool, [id])).get(id);
    if (found === undefined) throw new Error('no such price');
    return found;
  };
  const state = async (id: number, now = at(DAYS, 1)) => caseOf(await row(id), now);
  const held = async (price = 43_500, hour = 0) => {
    const [id = -1] = await river.send(DAYS, [{ marketId: first(), price }], hour);
    expect(await lane(id)).toBeGreaterThan(0);
    return id;
  };
  const decide = (
    observationId: number,
    decision: Decision,
    who: UserActor | TokenActor = ANI,
    more: { correctedPrice?: number; version?: number; hour?: number; on?: SmallRiver; note?: string } = {},
  ) =>
    reviewPrice((more.on ?? river).reviewDeps(at(DAYS, more.hour ?? 1)), who, {
      ...GROUNDS,
      note: more.note ?? GROUNDS.note,
      observationId,
      decision,
      correctedPrice: more.correctedPrice ?? null,
      version: more.version ?? null,
    });
  async function sound(): Promise<void> {
    expect(await differingDays(database.pool)).toEqual([]);
    expect(await differingHours(database.pool)).toEqual([]);
    expect(await verifyStoredLedger(database.pool)).toMatchObject({ ok: true });
    const catalog = await database.catalog();
    expect(await crossCheckLedger({ pool: database.pool, catalog, keptFrom: null })).toMatchObject({
      ok: true,
    });
  }

  it('lets an accepted price count, and tells memory, boards and followers', async () => {
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

  it('lets one of two people win who decide at once, and tells the other', async () => {
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

  it('writes the same request once, however often it is sent', async () => {
    const id = await held();
    const { version } = await state(id);
    await Promise.all([1, 2, 3].map(() => decide(id, 'accept', ANI, { version })));
    await decide(id, 'accept', ANI, { version });
    expect((await row(id)).rows).toHaveLength(1);
  });

  it('are learnt by other processes from what was written, whatever was decided', async () => {
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

  it('counts as held only what somebody still has to decide, through rejection, appeal and undo', async () => {
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

  it('asks a second person where the averages would move far, and takes the same one for none', async () => {
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

  it('stands in the audit, each act with its own leaf', async () => {
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

  it('takes a person and the programs on their tokens for one, in a proposal and in an appeal', async () => {
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
    await decide(byPerson, 'undo', own);
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

  it('asks again without moving a lane; an unanswered question ends with its time', async () => {
    const id = await held();
    await decide(id, 'ask_again');
    expect(await lane(id)).toBe(1);
    expect(await state(id)).toMatchObject({ state: 'asked', overdue: false });
    expect(await state(id, at(DAYS, 80))).toMatchObject({ state: 'open', overdue: true });
    await sound();
  });

  it('leaves the last word to the judge when people only proposed', async () => {
    const id = await held(400_000);
    await decide(id, 'accept');
    await river.settle(DAYS + 3, 2);
    expect(await state(id, at(DAYS + 3, 3))).toMatchObject({ state: 'settled', lane: 'quarantined' });
    await sound();
  });

  it('writes nothing when the database fails in the middle', async () => {
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
    const id = await held();
    await decide(id, 'accept');
    for (const text of ["UPDATE review SET note = 'x'", 'DELETE FROM review', 'TRUNCATE review']) {
      await expect(database.pool.query(text)).rejects.toThrow('append-only');
    }
  });

  it('keeps sums, ledger and first prices right whatever people do in whatever order', async () => {
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
      act: fc.constantFrom('accept', 'reject', 'correct', 'ask_again', 'undo', 'appeal'),
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
