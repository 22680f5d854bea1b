import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import type { Decision } from '@/lib/market/review';
import { previewReview } from '@/lib/services/preview-review';
import { readReview } from '@/lib/services/read-review';
import { availableKinds } from '../support/postgres';
import { at } from '../support/small-river';
import { ANI, BUDI, DAYS, openReviewWorld, person, type ReviewWorld } from './review-world';

const NOTHING = { region: null, nation: null };
const HIGH = 400_000;

describe.each(await availableKinds())('what a decision would do, on %s PostgreSQL', (kind) => {
  let world: ReviewWorld;
  beforeEach(async () => {
    world = await openReviewWorld(kind);
  });
  afterEach(() => world?.close());

  const preview = (
    id: number,
    decision: Decision,
    correctedPrice: number | null = null,
    who: UserActor = ANI,
  ) =>
    previewReview(world.river.reviewDeps(at(DAYS, 1)), who, { observationId: id, decision, correctedPrice });

  it('is told before it is sent as it then comes, a proposal or not, also of an undo', async () => {
    const { row, state, held, decide } = world;
    const id = await held(HIGH);
    const steps: [Decision, UserActor, number | null][] = [
      ['reject', ANI, null],
      ['undo', BUDI, null],
      ['correct', ANI, 40_500],
      ['undo', BUDI, null],
      ['correct', ANI, 390_000],
      ['decline', BUDI, null],
      ['accept', ANI, null],
      ['accept', BUDI, null],
      ['undo', ANI, null],
    ];
    const states: (string | null)[] = [];
    for (const [decision, who, price] of steps) {
      const before = await row(id);
      const told = await preview(id, decision, price, who);
      expect(await row(id)).toEqual(before);
      await decide(id, decision, who, price === null ? {} : { correctedPrice: price });
      const { state: became } = await state(id);
      expect(told.state).toBe(became);
      states.push(became);
    }
    expect(states.filter((one) => one === 'proposed')).toHaveLength(3);
  });

  it('says how far averages move, the way back as far as the way there', async () => {
    const { held, decide } = world;
    const id = await held(HIGH);
    const there = await preview(id, 'accept');
    expect(there.state).toBe('proposed');
    expect(there.region).toBeGreaterThan(0.05);
    await decide(id, 'accept', ANI);
    await decide(id, 'accept', BUDI);
    const back = await preview(id, 'undo');
    expect(back.state).toBe('proposed');
    expect((1 + (back.region ?? 0)) * (1 + (there.region ?? 0))).toBeCloseTo(1);
    expect((1 + (back.nation ?? 0)) * (1 + (there.nation ?? 0))).toBeCloseTo(1);
    const { effect } = await readReview(world.river.reviewDeps(at(DAYS, 1)), ANI, id);
    const { state: _, ...moves } = back;
    expect(effect).toEqual({ decision: 'undo', two_people: true, ...moves });
  });

  it('is a proposal for a correction to a price that moves averages far, and for no other', async () => {
    const id = await world.held(HIGH);
    expect(await preview(id, 'correct', 40_100)).toMatchObject({ state: 'decided' });
    expect(await preview(id, 'correct', 300_000)).toMatchObject({ state: 'proposed' });
  });

  it('moves nothing where it would be refused, or only ends a question or a proposal', async () => {
    const { held, decide } = world;
    const id = await held(HIGH);
    expect(await preview(id, 'undo')).toEqual({ state: null, ...NOTHING });
    await decide(id, 'ask_again');
    expect(await preview(id, 'undo')).toEqual({ state: 'open', ...NOTHING });
    await decide(id, 'accept');
    expect(await preview(id, 'accept')).toEqual({ state: null, ...NOTHING });
    expect(await preview(id, 'decline')).toEqual({ state: 'asked', ...NOTHING });
  });

  it('is told to nobody who may not decide', async () => {
    const id = await world.held();
    const outside = preview(id, 'accept', null, person(3, { regionId: 32 }));
    await expect(outside).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(preview(-5, 'accept')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
