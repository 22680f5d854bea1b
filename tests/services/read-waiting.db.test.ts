import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role, UserActor } from '@/lib/auth/actor';
import { readReviewQueue } from '@/lib/services/read-review-queue';
import { readWaiting } from '@/lib/services/read-waiting';
import { reviewPrice } from '@/lib/services/review-price';
import { alertNews } from '../support/alert-news';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { availableKinds } from '../support/postgres';
import { at, openSmallRiver, type SmallRiver } from '../support/small-river';
import { addMarketsIn } from '../support/test-markets';

const REGIONS = [31, 31, 31, 31, 31, 31, 32, 32, 32, 32, 33, 33, 36, 36];
const DAYS = 10;
const NOW = at(DAYS, 5);
const HOUR_MS = 3_600_000;

const who = (role: Role, place: Partial<UserActor> = {}): UserActor => ({
  kind: 'user',
  userId: '00000000-0000-4000-8000-000000000001',
  role,
  marketId: null,
  regionId: null,
  ...place,
});

const ALERTS = [
  alertNews(1, { level: 'critical' }),
  alertNews(2, { region_id: 32, kind: 'manual' }),
  alertNews(3, { region_id: null, kind: 'manual' }),
  alertNews(4, { kind: 'device', market_id: 'TEST-0' }),
  alertNews(5, { kind: 'silent', market_id: 'TEST-1' }),
];

describe.each(await availableKinds())('what waits at the start of the portal, on %s PostgreSQL', (kind) => {
  let database: OpenDatabase;
  let river: SmallRiver;
  let markets: readonly number[];
  beforeAll(async () => {
    database = await openSeededDatabase(kind);
    markets = await addMarketsIn(database.db, REGIONS);
    river = await openSmallRiver(database);
    const report = (marketId: number, price: number) => ({ marketId, price });
    for (let day = 0; day <= DAYS; day++) {
      const usual = markets.map((marketId) => report(marketId, 40_000 + 200 * (day % 3)));
      await river.send(day, usual, -1);
    }
    // Two in one province, three hours apart, and one in another.
    await river.send(DAYS, [report(markets[0] ?? 0, 400_000)], 0);
    await river.send(DAYS, [report(markets[1] ?? 0, 400_000), report(markets[6] ?? 0, 400_000)], 3);
  });
  afterAll(async () => {
    await river.close();
    await database.close();
  });

  const waiting = async (actor: UserActor, now = NOW) =>
    readWaiting(
      {
        ...river.reviewDeps(now),
        alerts: { openToOfficials: () => ({ at: '', seq: 5, open: ALERTS.length, alerts: ALERTS }) },
      },
      actor,
    );
  const queued = async (actor: UserActor, now = NOW) =>
    (await readReviewQueue(river.reviewDeps(now), actor, { state: 'waiting', limit: 100 })).cases;

  it.each([
    ['the nation', who('admin'), 3],
    ['a province', who('validator', { regionId: 31 }), 2],
    ['another province', who('validator', { regionId: 32 }), 1],
    ['a province where nothing waits', who('validator', { regionId: 33 }), 0],
  ])('counts what the queue of %s shows, with the time of its first', async (_place, actor, count) => {
    const cases = await queued(actor);
    const { held } = await waiting(actor);
    expect(held?.count).toBe(count);
    expect(cases).toHaveLength(count);
    const [first] = cases;
    expect(held?.firstDueAt ?? null).toBe(first?.due_at == null ? null : Date.parse(first.due_at));
  });

  it('counts a market alone for who looks after it', async () => {
    expect((await waiting(who('officer', { marketId: markets[0] ?? 0 }))).held).toMatchObject({ count: 1 });
    expect((await waiting(who('officer', { marketId: markets[5] ?? 0 }))).held).toMatchObject({ count: 0 });
  });

  it('forgets what was decided', async () => {
    const [id = -1] = await river.send(DAYS, [{ marketId: markets[12] ?? 0, price: 400_000 }], 3);
    const banten = who('validator', { regionId: 36 });
    expect((await waiting(banten)).held?.count).toBe(1);
    await reviewPrice(river.reviewDeps(NOW), who('validator'), {
      observationId: id,
      decision: 'reject',
      reason: 'other',
      note: 'a slip of the finger',
      correctedPrice: null,
      requestId: null,
      version: null,
    });
    const later = NOW + HOUR_MS;
    expect((await waiting(banten, later)).held?.count).toBe((await queued(banten, later)).length);
    expect((await waiting(banten, later)).held?.count).toBe(0);
  });

  it('counts alerts and silent devices of the own places, and each kind once', async () => {
    expect(await waiting(who('admin'))).toMatchObject({
      alerts: { open: 4, critical: 1 },
      silentDevices: 1,
    });
    expect(await waiting(who('officer', { regionId: 31 }))).toMatchObject({
      alerts: { open: 2, critical: 1 },
      silentDevices: 1,
    });
    expect(await waiting(who('officer', { regionId: 32 }))).toMatchObject({
      alerts: { open: 1, critical: 0 },
      silentDevices: 0,
    });
  });

  it('tells nobody what the role does not see', async () => {
    expect(await waiting(who('enumerator'))).toEqual({ held: null, alerts: null, silentDevices: null });
    expect(await waiting(who('operator'))).toEqual({ held: null, alerts: null, silentDevices: 1 });
  });
});
