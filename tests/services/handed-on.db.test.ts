import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import type { CaseState } from '@/lib/market/review';
import { appealReview } from '@/lib/services/appeal-review';
import { handDevice } from '@/lib/services/hand-device';
import { readFieldDecisions } from '@/lib/services/read-field-decisions';
import { readFieldRequests } from '@/lib/services/read-field-requests';
import { tellReliability } from '@/lib/services/read-reliability';
import { readReview } from '@/lib/services/read-review';
import { readReviewQueue } from '@/lib/services/read-review-queue';
import { createTestPerson } from '../support/people';
import { availableKinds } from '../support/postgres';
import { at } from '../support/small-river';
import { ANI, BUDI, DAYS, GROUNDS, openReviewWorld, person, type ReviewWorld } from './review-world';

const APPEAL = { ...GROUNDS, reason: 'price_is_true' };

describe.each(await availableKinds())('a phone that is handed on, on %s PostgreSQL', (kind) => {
  let world: ReviewWorld;
  let phone: { kind: 'device'; deviceId: string; marketId: number; simulated: boolean };
  let siti: UserActor & { readonly email: string };
  let wati: UserActor & { readonly email: string };
  beforeEach(async () => {
    world = await openReviewWorld(kind);
    const marketId = world.first();
    phone = { kind: 'device', deviceId: `DEV-${marketId}`, marketId, simulated: false };
    const { deviceId: id } = phone;
    await world.database.db.device.create({ data: { id, marketId, role: 'enumerator', status: 'active' } });
    siti = await reporter('Siti');
    wati = await reporter('Wati');
  });
  afterEach(() => world?.close());

  async function reporter(name: string): Promise<UserActor & { readonly email: string }> {
    const marketId = world.first();
    const { id, email } = await createTestPerson(world.database.url, { role: 'enumerator', marketId, name });
    return { kind: 'user', userId: id, role: 'enumerator', marketId, regionId: null, email };
  }
  const deps = (hour: number) => ({ ...world.river.reviewDeps(at(DAYS, hour)), db: world.database.db });
  const hand = (to: { readonly email: string } | null, hour: number) =>
    handDevice(deps(hour), person(9, { role: 'admin' }), {
      deviceId: phone.deviceId,
      email: to?.email ?? null,
      requestId: null,
    });
  const told = async (hour: number) =>
    (await readFieldDecisions(deps(hour), phone)).decisions.map((one) => [one.observation, one.may_appeal]);
  const asked = async (hour: number) =>
    (await readFieldRequests(deps(hour), phone)).requests.map((one) => one.observation);
  /** A price of the phone that a reviewer rejected. */
  async function rejected(hour: number): Promise<number> {
    const id = await world.held(400_000, hour);
    await world.decide(id, 'reject', ANI, { hour: hour + 0.1 });
    if ((await world.state(id, at(DAYS, hour + 0.2))).state === 'proposed')
      await world.decide(id, 'reject', BUDI, { hour: hour + 0.2 });
    return id;
  }
  /** Where the case stands at the desk, in the words of the queue and of the card. */
  async function desk(id: number, hour: number, state: CaseState) {
    const { cases } = await readReviewQueue(deps(hour), ANI, { state, limit: 9 });
    const card = await readReview(deps(hour), ANI, id);
    expect(card.state).toBe(state);
    expect(cases.find((one) => one.id === id)?.due_at).toBe(card.due_at);
    return card;
  }

  it('tells its new holder nothing about prices of the one before, and takes no appeal in their place', async () => {
    await hand(siti, 1);
    const early = await rejected(2);
    expect(await told(3)).toEqual([[early, true]]);
    await hand(wati, 4);
    expect(await told(5)).toEqual([]);
    const late = await rejected(6);
    expect(await told(7)).toEqual([[late, true]]);
    await expect(appealReview(deps(7), phone, { ...APPEAL, observationId: early })).rejects.toMatchObject({
      code: 'CONFLICT',
      errors: [{ field: 'id', code: 'handed_on' }],
    });
    await appealReview(deps(7), phone, { ...APPEAL, observationId: late });
    // Whoever reported it still may, signed in.
    await appealReview(deps(7), { ...siti, marketId: null }, { ...APPEAL, observationId: early });
    await world.sound();
  });

  it('brings their prices back with it when it comes back to whoever reported them', async () => {
    await hand(siti, 1);
    const id = await rejected(2);
    await hand(null, 3);
    expect(await told(3)).toEqual([]);
    await hand(wati, 4);
    await hand(siti, 5);
    expect(await told(6)).toEqual([[id, true]]);
    await appealReview(deps(6), phone, { ...APPEAL, observationId: id });
  });

  it('tells its first holder what was reported while it was nobody’s, and no later one', async () => {
    const id = await rejected(1);
    expect(await told(2)).toEqual([[id, true]]);
    await hand(siti, 3);
    expect(await told(4)).toEqual([[id, true]]);
    await hand(wati, 5);
    expect(await told(6)).toEqual([]);
  });

  it('tells nobody by phone about a price that was typed by one and arrived with the next', async () => {
    await hand(siti, 1);
    const id = await rejected(2);
    await hand(wati, 3);
    // As if it had waited on the phone for the network until the next one had it.
    await world.database.column(
      `UPDATE observation SET received_at = $2::timestamptz WHERE id = $1 RETURNING 1 AS value`,
      [id, new Date(at(DAYS, 4)).toISOString()],
    );
    expect(await told(5)).toEqual([]);
  });

  it('tells its new holder how their own reports stood, while the judge weighs those of the device', async () => {
    await hand(siti, 1);
    const told = (hour: number) => tellReliability(deps(hour), phone);
    for (const hour of [2, 3, 4]) await rejected(hour);
    // The market's usual prices of the days before were reported when the phone was nobody's.
    const before = await told(5);
    expect(before.overturned_days).toBeGreaterThan(0);
    await world.database.column(
      `INSERT INTO reporter_evidence (device_id, kind, since, last_day, strength, items, found_at)
       VALUES ($1, 'digit_heaping', $2::date - 3, $2::date, 1, '{}', $2::timestamptz) RETURNING 1 AS value`,
      [phone.deviceId, new Date(at(DAYS, 5)).toISOString()],
    );
    expect((await told(5)).habits).toHaveLength(1);
    await hand(wati, 6);
    const after = await told(7);
    expect(after).toMatchObject({ upheld_days: 0, overturned_days: 0, habits: [], weight: before.weight });
    await hand(siti, 8);
    expect((await told(9)).overturned_days).toBeGreaterThan(0);
  });

  it('gives a question that waited for its earlier holder back to the desk at once, which says so', async () => {
    await hand(siti, 1);
    const id = await world.held(400_000, 2);
    await world.decide(id, 'ask_again', ANI, { hour: 3, note: 'Is this the price of one kilogram?' });
    expect(await asked(4)).toEqual([id]);
    expect((await desk(id, 4, 'asked')).handed_on).toBe(false);
    await hand(wati, 5);
    expect(await asked(6)).toEqual([]);
    expect((await desk(id, 6, 'open')).handed_on).toBe(true);
    await expect(world.decide(id, 'ask_again', BUDI, { hour: 6 })).rejects.toMatchObject({
      code: 'CONFLICT',
      errors: [{ code: 'handed_on' }],
    });
    // A question about a price of the new holder reaches them.
    const theirs = await world.held(410_000, 7);
    await world.decide(theirs, 'ask_again', ANI, { hour: 8 });
    expect(await asked(8)).toEqual([theirs]);
    await hand(siti, 9);
    expect(await asked(9)).toEqual([]);
    expect((await desk(id, 9, 'asked')).handed_on).toBe(false);
    await world.sound();
  });

  it('has no question left beneath a proposal that is declined, or whose time ends', async () => {
    await hand(siti, 1);
    const [declined, over] = [await world.held(400_000, 2), await world.held(420_000, 2)];
    for (const id of [declined, over]) {
      await world.decide(id, 'ask_again', ANI, { hour: 3 });
      await world.decide(id, 'accept', ANI, { hour: 4 });
    }
    await hand(wati, 5);
    await desk(declined, 6, 'proposed');
    await world.decide(declined, 'decline', BUDI, { hour: 6 });
    await desk(declined, 7, 'open');
    await desk(over, 4 + 72, 'open');
    expect(await asked(8)).toEqual([]);
  });
});
