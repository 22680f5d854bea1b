import { describe, expect, inject, it } from 'vitest';
import type { CaseCard, CaseQueue } from '@/lib/live/review';
import { registerTestDevice, type TestDevice } from '../support/device';
import { signedInPerson } from '../support/people';
import { expectDescribed } from './expect-described';
import { expectProblem } from './expect-problem';
import { followPlainly, postPrices } from './live-clients';

const url = inject('serverUrl');
/** Of no other test. */
const GOODS = 'daging-kerbau-beku';
const NOTE = 'called the market by phone';

async function held(
  price = 135_000,
  commodity = 'beras-medium',
): Promise<{ id: number; device: TestDevice }> {
  const device = await registerTestDevice(url, inject('adminToken'));
  const answer = await device.post(device.reading({ prices: { [commodity]: price } }));
  const body = (await answer.json()) as { prices: { ledger_index: number }[] };
  return { id: body.prices[0]?.ledger_index ?? -1, device };
}

const reviewer = async () =>
  (await signedInPerson(url, inject('serverDatabaseUrl'), { role: 'validator' })).cookie;

const ask = (path: string, headers: Record<string, string>, body?: unknown) =>
  fetch(url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      origin: url,
      ...headers,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

describe('the review doors', () => {
  it('lead from the queue to a decision, and answer as they are described', async () => {
    const { id } = await held();
    const cookie = await reviewer();
    const queue = await expectDescribed<CaseQueue>(
      'review-queue',
      await ask('/api/review/queue?limit=200', { cookie }),
    );
    const line = queue.cases.find((c) => c.id === id);
    expect(line).toMatchObject({ state: 'open', may_decide: true, lane: 'quarantined' });
    const card = await expectDescribed<CaseCard>('review-case', await ask(`/api/review/${id}`, { cookie }));
    expect(card.events).toHaveLength(1);
    const decision = { decision: 'reject', reason: 'typing_error', note: NOTE, version: card.version };
    const decided = await expectDescribed<CaseCard>(
      'review-decision',
      await ask(`/api/review/${id}/decision`, { cookie }, decision),
    );
    expect(decided).toMatchObject({ state: 'decided', lane: 'quarantined' });
    const late = await ask(`/api/review/${id}/decision`, { cookie: await reviewer() }, decision);
    expect(late.status).toBe(409);
    expect(await late.json()).toMatchObject({ case: { id, state: 'decided', version: decided.version } });
    const waiting = (await (await ask('/api/review/queue?limit=200', { cookie })).json()) as CaseQueue;
    expect(waiting.cases.some((c) => c.id === id)).toBe(false);
  });

  it('page without leaving out or repeating a case', async () => {
    await held();
    await held();
    const cookie = await reviewer();
    const all = (await (await ask('/api/review/queue?limit=200', { cookie })).json()) as CaseQueue;
    const seen: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null && seen.length < 200) {
      const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page = (await (await ask(`/api/review/queue?limit=1${more}`, { cookie })).json()) as CaseQueue;
      seen.push(...page.cases.map((c) => c.id));
      cursor = page.next_cursor;
    }
    expect(seen).toEqual(all.cases.map((c) => c.id).slice(0, seen.length));
    expect(seen.length).toBeGreaterThanOrEqual(2);
  });

  it('want a reason that is known, words, and a price only with a correction', async () => {
    const { id } = await held();
    const cookie = await reviewer();
    const send = (body: object) => ask(`/api/review/${id}/decision`, { cookie }, body);
    const faults = async (body: object) =>
      (await expectProblem(await send(body), 422)).errors.map((e) => e.field).sort();
    expect(await faults({ decision: 'accept', reason: 'because', note: NOTE })).toEqual(['reason']);
    expect(await faults({ decision: 'accept', reason: 'other', note: 'short' })).toEqual(['note']);
    expect(await faults({ decision: 'correct', reason: 'other', note: NOTE })).toEqual(['price']);
    expect(await faults({ decision: 'accept', reason: 'other', note: NOTE, price: 5 })).toEqual(['price']);
  });

  it('tell a device what it is asked again, until it has answered', async () => {
    const { id, device } = await held();
    const cookie = await reviewer();
    const asked = {
      decision: 'ask_again',
      reason: 'recheck_unit',
      note: 'Is this the price of one kilogram?',
    };
    expect((await ask(`/api/review/${id}/decision`, { cookie }, asked)).status).toBe(200);
    const bearer = { authorization: `Bearer ${device.token}` };
    const open = await expectDescribed<{ requests: { asked_at: string }[] }>(
      'field-requests',
      await ask('/api/field/requests', bearer),
    );
    expect(open.requests).toMatchObject([{ observation: id, question: asked.note, reason: 'recheck_unit' }]);
    const askedAt = Date.parse(open.requests[0]?.asked_at ?? '');
    const report = (beforeQuestionMs: number) => {
      const timestamp = new Date(askedAt - beforeQuestionMs).toISOString();
      return device.post(device.reading({ timestamp, prices: { 'beras-medium': 13_500 } }));
    };
    expect((await report(5_000)).status).toBe(202);
    expect(await (await ask('/api/field/requests', bearer)).json()).toEqual(open);
    // A phone knows the time to a second.
    expect((await report(500)).status).toBe(202);
    expect(await (await ask('/api/field/requests', bearer)).json()).toEqual({ requests: [] });
  });

  it('take the appeal of the device that reported, and of no other', async () => {
    const { id, device } = await held();
    const cookie = await reviewer();
    const rejected = { decision: 'reject', reason: 'typing_error', note: NOTE };
    await ask(`/api/review/${id}/decision`, { cookie }, rejected);
    const appeal = { id, reason: 'price_is_true', note: 'all stalls sell at this price' };
    const other = await registerTestDevice(url, inject('adminToken'));
    await expectProblem(
      await ask('/api/field/appeals', { authorization: `Bearer ${other.token}` }, appeal),
      403,
    );
    const bearer = { authorization: `Bearer ${device.token}` };
    expect((await ask('/api/field/appeals', bearer, appeal)).status).toBe(201);
    const again = await ask(
      `/api/review/${id}/decision`,
      { cookie },
      { ...rejected, note: 'I still reject this price' },
    );
    await expectProblem(again, 403);
  });

  it('give each of many cases an outcome of its own', async () => {
    const [one, two] = [await held(), await held()];
    const cookie = await reviewer();
    const version = async (id: number) =>
      ((await (await ask(`/api/review/${id}`, { cookie })).json()) as CaseCard).version;
    const cases = [
      { id: one.id, version: await version(one.id) },
      { id: two.id, version: (await version(two.id)) + 1 },
    ];
    const answer = await ask(
      '/api/review/bulk',
      { cookie },
      { decision: 'reject', reason: 'other', note: NOTE, cases },
    );
    const { results } = await expectDescribed<{ results: unknown[] }>('review-bulk', answer);
    expect(results).toMatchObject([
      { id: one.id, status: 200, state: 'decided' },
      { id: two.id, status: 409, code: 'overtaken', state: null },
    ]);
  });

  it('say which of many cases wait for a second person, also when asked once more', async () => {
    const { id, device } = await held(68_500, 'jagung-peternak');
    await postPrices(device, device.reading({ prices: { 'jagung-peternak': 6_850 } }));
    const [first, second] = [await reviewer(), await reviewer()];
    const accept = async (cookie: string, version: number) => {
      const cases = [{ id, version }];
      const asked = { decision: 'accept', reason: 'seen_at_market', note: NOTE, cases };
      const answer = await ask('/api/review/bulk', { cookie }, asked);
      return (await expectDescribed<{ results: unknown[] }>('review-bulk', answer)).results;
    };
    const version = async (cookie: string) =>
      (await expectDescribed<CaseCard>('review-case', await ask(`/api/review/${id}`, { cookie }))).version;
    const before = await version(first);
    const proposed = [{ id, status: 200, code: null, detail: null, state: 'proposed' }];
    expect(await accept(first, before)).toEqual(proposed);
    expect(await accept(first, before)).toEqual(proposed);
    const ownIn = async (cookie: string) => {
      const answer = await ask(`/api/review/queue?state=proposed&commodity=jagung-peternak`, { cookie });
      const { cases } = await expectDescribed<CaseQueue>('review-queue', answer);
      return cases.find((one) => one.id === id)?.own_proposal;
    };
    expect([await ownIn(first), await ownIn(second)]).toEqual([true, false]);
    expect(await accept(second, await version(second))).toMatchObject([{ status: 200, state: 'decided' }]);
  });

  it('tell followers of a price that is let in behind a newer one, live and to those who come later', async () => {
    const { id, device } = await held(1_036_000, GOODS);
    const newer = await postPrices(device, device.reading({ prices: { [GOODS]: 103_000 } }));
    const follower = await followPlainly(url, `?commodity=${GOODS}`);
    // Where the averages would move far, one proposes and another agrees.
    for (const cookie of [await reviewer(), await reviewer()]) {
      const { state, version } = await expectDescribed<CaseCard>(
        'review-case',
        await ask(`/api/review/${id}`, { cookie }),
      );
      const accept = { decision: 'accept', reason: 'seen_at_market', note: NOTE, version };
      if (state !== 'decided') await ask(`/api/review/${id}/decision`, { cookie }, accept);
    }
    const told = { type: 'price_update', observation: id, price: 1_036_000, lane: 'accepted' };
    await expect.poll(() => follower.messages).toContainEqual(expect.objectContaining(told));
    follower.close();
    const missed = await ask(`/api/public/updates?commodity=${GOODS}&after=${newer[0]?.ledger_index}`, {});
    const { updates } = await expectDescribed<{ updates: readonly unknown[] }>('updates', missed);
    expect(updates).toContainEqual(expect.objectContaining(told));
  });

  it('tell a device how far its word stood', async () => {
    const { device } = await held();
    const answer = await ask('/api/devices/reliability', { authorization: `Bearer ${device.token}` });
    expect(await expectDescribed('device-reliability', answer)).toMatchObject({
      reliability: 0.95,
      weight: 1,
    });
  });
});
