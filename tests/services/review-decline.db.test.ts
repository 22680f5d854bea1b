import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFieldRequests } from '@/lib/services/read-field-requests';
import { readReview } from '@/lib/services/read-review';
import { readReviewQueue } from '@/lib/services/read-review-queue';
import { searchAudit } from '@/lib/store/people/search-audit';
import { availableKinds } from '../support/postgres';
import { at } from '../support/small-river';
import { ANI, BUDI, DAYS, openReviewWorld, person, type ReviewWorld } from './review-world';

const CITRA = person(3);

describe.each(await availableKinds())('a declined proposal, on %s PostgreSQL', (kind) => {
  let world: ReviewWorld;
  beforeEach(async () => {
    world = await openReviewWorld(kind);
  });
  afterEach(() => world?.close());

  it('leaves the decision in force that it was to undo, and the price where it was', async () => {
    const { lane, state, held, decide, sound } = world;
    const id = await held(400_000);
    await decide(id, 'accept', ANI);
    await decide(id, 'accept', BUDI);
    const before = await state(id);
    await decide(id, 'undo', CITRA, { hour: 2 });
    expect(await state(id, at(DAYS, 2))).toMatchObject({ state: 'proposed', pending: { act: 'undo' } });
    await decide(id, 'decline', ANI, { hour: 3 });
    const { version, ...after } = await state(id, at(DAYS, 3));
    expect(after).toEqual({ ...before, version: undefined });
    expect(version).toBeGreaterThan(before.version);
    expect(await lane(id)).toBe(0);
    await sound();
    // A decline is nothing that holds: the same may be proposed again, and confirmed.
    await decide(id, 'undo', CITRA, { hour: 4 });
    await decide(id, 'undo', BUDI, { hour: 4 });
    expect(await lane(id)).toBe(2);
    await sound();
  });

  it('is one row and one leaf more, in the audit and in the history with who declined and why', async () => {
    const { database, river, row, held, decide } = world;
    const id = await held(400_000);
    await decide(id, 'accept', ANI);
    const [proposal] = (await row(id)).rows;
    await decide(id, 'decline', BUDI, { hour: 2, note: 'two stalls sell far cheaper' });
    const { rows } = await row(id);
    expect(rows[0]).toEqual(proposal);
    const declined = { act: 'decline', answers: proposal?.id, from: 'quarantined', to: 'quarantined' };
    expect(rows.slice(1)).toEqual([expect.objectContaining({ ...declined, state: 'open' })]);
    const search = { actor: '', action: 'review.decline', subject: `price:${id}` };
    const everywhere = { from: null, to: null, beforeId: null, marketId: null, regionId: null, limit: 9 };
    const lines = await searchAudit(database.pool, { ...search, ...everywhere });
    expect(lines.map((line) => line.ledgerIndex)).toEqual([rows[1]?.id]);
    const { events } = await readReview(river.reviewDeps(at(DAYS, 2)), CITRA, id);
    const said = { act: 'decline', reason: 'other', note: 'two stalls sell far cheaper' };
    expect(events.at(-1)).toMatchObject({ ...said, ledger_index: rows[1]?.id, answers: proposal?.id });
  });

  it('was declined by somebody else or withdrawn by its proposer, once, and by nobody who may not decide', async () => {
    const { state, row, held, decide, sound } = world;
    const id = await held(400_000);
    await expect(decide(id, 'decline', BUDI)).rejects.toMatchObject({
      code: 'CONFLICT',
      errors: [{ code: 'nothing_to_decline' }],
    });
    await decide(id, 'accept', ANI);
    for (const who of [ANI, BUDI]) {
      await expect(decide(id, 'undo', who)).rejects.toMatchObject({ errors: [{ code: 'proposal_waits' }] });
    }
    for (const who of [person(4, { regionId: 32 }), person(4, { marketId: world.first() })]) {
      await expect(decide(id, 'decline', who)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    await decide(id, 'decline', ANI);
    await decide(id, 'accept', ANI);
    const { version } = await state(id);
    const both = await Promise.allSettled([
      decide(id, 'decline', BUDI, { version }),
      decide(id, 'accept', CITRA, { version }),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await row(id)).rows).toHaveLength(4);
    await sound();
  });

  it('gives back the question that waited, to the reporter as well, with the time that it had', async () => {
    const { river, first, row, state, held, decide } = world;
    const id = await held(400_000);
    const device = { deviceId: (await row(id)).deviceId, marketId: first() };
    const questions = async (hour: number) =>
      (await readFieldRequests(river.reviewDeps(at(DAYS, hour)), device)).requests;
    await decide(id, 'ask_again', ANI, { note: 'Is this the price of one kilogram?' });
    const asked = await questions(1);
    expect(asked).toMatchObject([{ question: 'Is this the price of one kilogram?' }]);
    await decide(id, 'accept', ANI, { hour: 2 });
    expect(await questions(2)).toEqual([]);
    await decide(id, 'decline', BUDI, { hour: 3 });
    expect(await state(id, at(DAYS, 3))).toMatchObject({ state: 'asked', dueAt: at(DAYS, 1 + 72) });
    expect(await questions(3)).toEqual(asked);
    await decide(id, 'undo', BUDI, { hour: 4 });
    expect(await state(id, at(DAYS, 4))).toMatchObject({ state: 'open', asked: null });
    expect(await questions(4)).toEqual([]);
  });

  it('stands in the queue where its rows say, through everything that is proposed and declined', async () => {
    const { river, state, held, decide } = world;
    const id = await held(400_000);
    const seen: string[] = [];
    const look = async (hour: number) => {
      const now = at(DAYS, hour);
      const { state: stands, dueAt } = await state(id, now);
      const { cases } = await readReviewQueue(river.reviewDeps(now), CITRA, { state: stands, limit: 9 });
      const due = dueAt === null ? null : new Date(dueAt).toISOString();
      expect(cases.find((one) => one.id === id)).toMatchObject({ state: stands, due_at: due });
      seen.push(stands);
    };
    await decide(id, 'ask_again', ANI, { hour: 1 });
    await decide(id, 'accept', ANI, { hour: 50 });
    await look(50);
    await decide(id, 'decline', BUDI, { hour: 51 });
    await look(51);
    await look(73);
    await decide(id, 'accept', ANI, { hour: 75 });
    await decide(id, 'accept', BUDI, { hour: 75 });
    await decide(id, 'undo', BUDI, { hour: 76 });
    await look(76);
    await decide(id, 'decline', BUDI, { hour: 77 });
    await look(77);
    expect(seen).toEqual(['proposed', 'asked', 'open', 'proposed', 'decided']);
  });
});
