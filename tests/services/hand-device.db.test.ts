import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { appealReview } from '@/lib/services/appeal-review';
import { adoptDevice, handDevice } from '@/lib/services/hand-device';
import { crossCheckLedger } from '@/lib/services/ledger-cross-check';
import { readOwnReports } from '@/lib/services/read-own-reports';
import { readReview } from '@/lib/services/read-review';
import { reviewPrice } from '@/lib/services/review-price';
import { readReviewed } from '@/lib/store/review/read-reviewed';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { createTestPerson, type PersonOptions } from '../support/people';
import { availableKinds } from '../support/postgres';
import { at, openSmallRiver, type SmallRiver } from '../support/small-river';
import { addMarketsIn } from '../support/test-markets';

const GROUNDS = { reason: 'other', note: 'went there and looked', requestId: null };
const JAKARTA = 31;
const ADMIN: UserActor = {
  kind: 'user',
  userId: '00000000-0000-4000-8000-000000000009',
  role: 'admin',
  marketId: null,
  regionId: null,
};

describe.each(await availableKinds())('who reports with a device, on %s PostgreSQL', (kind) => {
  let database: OpenDatabase;
  let river: SmallRiver;
  /** Markets that no test has used. */
  let markets: number[];
  let marketId = 0;
  let deviceId = '';
  beforeAll(async () => {
    database = await openSeededDatabase(kind);
    markets = [
      ...(await addMarketsIn(
        database.db,
        Array.from({ length: 5 }, () => JAKARTA),
      )),
    ];
    river = await openSmallRiver(database);
  });
  beforeEach(async () => {
    marketId = markets.pop() ?? expect.unreachable('there are more tests than markets');
    deviceId = `DEV-${marketId}`;
    await database.db.device.create({
      data: { id: deviceId, marketId, role: 'enumerator', status: 'active' },
    });
  });
  afterAll(async () => {
    await river?.close();
    await database?.close();
  });

  const deps = (hour: number) => ({ ...river.reviewDeps(at(0, hour)), db: database.db });
  async function person(options: PersonOptions): Promise<UserActor & { readonly email: string }> {
    const { id, email } = await createTestPerson(database.url, options);
    const { role = 'validator', marketId: market = null, regionId = null } = options;
    return { kind: 'user', userId: id, role, marketId: market, regionId, email };
  }
  const hand = (email: string | null, hour: number, actor: UserActor = ADMIN, id = deviceId) =>
    handDevice(deps(hour), actor, { deviceId: id, email, requestId: null });
  /** Far from anything usual, each of a commodity of its own, so that it is held. */
  const heldPrice = async (hour: number) =>
    (await river.send(0, [{ marketId, price: 9_000_000, commodityId: hour }], hour))[0] ?? -1;
  const accept = (id: number, who: Parameters<typeof reviewPrice>[1], hour = 20) =>
    reviewPrice(deps(hour), who, {
      ...GROUNDS,
      observationId: id,
      decision: 'accept',
      correctedPrice: null,
      version: null,
    });

  it('lets nobody decide on a price that they reported themselves, by session or by a token of theirs', async () => {
    const ani = await person({ role: 'validator', name: 'Ani' });
    expect(await hand(ani.email, 1)).toBe('Ani');
    const mine = await heldPrice(2);
    await expect(accept(mine, ani)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const token = { kind: 'api-token', tokenId: 't', role: 'admin', issuerId: ani.userId } as const;
    await expect(accept(mine, token)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await readReview(deps(3), ani, mine)).toMatchObject({ may_decide: false, may_appeal: true });
    const budi = await person({ role: 'validator' });
    expect(await readReview(deps(3), budi, mine)).toMatchObject({ may_decide: true, may_appeal: false });
    await accept(mine, budi);
    // The reporter may disagree with the other one's decision instead.
    await appealReview(deps(21), ani, { ...GROUNDS, reason: 'price_is_true', observationId: mine });
  });

  it('keeps a report with whoever held the phone then, whoever has it later', async () => {
    const first = await person({ role: 'validator' });
    const second = await person({ role: 'validator' });
    await hand(first.email, 4);
    const early = await heldPrice(5);
    await hand(second.email, 6);
    const late = await heldPrice(7);
    await hand(null, 8);
    const nobodys = await heldPrice(9);
    const reporters = await readReviewed(database.pool, [early, late, nobodys]);
    expect(reporters.get(early)?.reporterIds).toEqual([first.userId]);
    expect(reporters.get(late)?.reporterIds).toEqual([second.userId]);
    expect(reporters.get(nobodys)?.reporterIds).toEqual([]);
    await accept(early, second);
    await expect(accept(late, second)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('hands a device only to people who report there, and only by who looks after both', async () => {
    const elsewhere = await person({ role: 'enumerator', regionId: 71 });
    const auditor = await person({ role: 'auditor' });
    for (const one of [elsewhere, auditor])
      await expect(hand(one.email, 10)).rejects.toMatchObject({ code: 'INVALID' });
    await expect(hand('nobody@smp.example', 10)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const regional: UserActor = { ...ADMIN, regionId: JAKARTA };
    const national = await person({ role: 'validator' });
    await expect(hand(national.email, 10, regional)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const faraway: UserActor = { ...ADMIN, regionId: 71 };
    const here = await person({ role: 'enumerator', marketId, name: 'Siti' });
    await expect(hand(here.email, 10, faraway)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await hand(here.email, 10, regional)).toBe('Siti');
    await expect(hand(here.email, 10, { ...ADMIN, role: 'operator' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('lets a person take the phone in their hands, writes it down, and shows them how their reports stood', async () => {
    const siti = await person({ role: 'enumerator', marketId, name: 'Siti' });
    const take = () => adoptDevice(deps(12), siti, { deviceId, requestId: 'r-1' });
    expect(await take()).toBe('Siti');
    // Again changes nothing and says the same.
    expect(await take()).toBe('Siti');
    const rows = await database.column(
      `SELECT after->>'person' AS value FROM audit WHERE action = 'device.hand' AND request_id = 'r-1'
       AND ledger_index IS NOT NULL`,
    );
    expect(rows).toEqual([siti.userId]);
    const price = await heldPrice(13);
    const { phones, prices } = await readOwnReports(deps(14), siti);
    expect(phones.map((p) => p.deviceId)).toEqual([deviceId]);
    expect(phones[0]?.reliability.advice.en).toMatch(/report/);
    expect(prices.map((p) => p.id)).toEqual([price]);
  });

  it('leaves a ledger that agrees with its rows', async () => {
    const reporter = await person({ role: 'validator' });
    await hand(reporter.email, 15);
    const price = await heldPrice(16);
    await accept(price, await person({ role: 'validator' }));
    await appealReview(deps(21), reporter, { ...GROUNDS, reason: 'price_is_true', observationId: price });
    const taker = await person({ role: 'enumerator', marketId });
    await adoptDevice(deps(22), taker, { deviceId, requestId: null });
    await hand(null, 23);
    const catalog = await database.catalog();
    expect(await crossCheckLedger({ pool: database.pool, catalog, keptFrom: null })).toMatchObject({
      ok: true,
    });
  });
});
