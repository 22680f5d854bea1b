import { describe, expect, inject, it } from 'vitest';
import type { CaseCard, CasePreview } from '@/lib/live/review';
import { registerTestDevice } from '../support/device';
import { signedInPerson } from '../support/people';
import { holdPrice } from '../support/review-desk';
import { expectDescribed } from './expect-described';
import { expectProblem } from './expect-problem';

const url = inject('serverUrl');
/** Of no other test. */
const GOODS = 'ikan-tongkol';
const NOTE = 'called the market by phone';

async function reviewer() {
  const { cookie } = await signedInPerson(url, inject('serverDatabaseUrl'), { role: 'validator' });
  const headers = { origin: url, cookie };
  return {
    look: (path: string) => fetch(`${url}/api/review/${path}`, { headers }),
    decide: (path: string, body: object) =>
      fetch(`${url}/api/review/${path}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ note: NOTE, ...body }),
      }),
  };
}

/** A price ten times too high beside a usual one: to let it in takes two people. */
async function held(): Promise<number> {
  const { id, device } = await holdPrice(url, inject('adminToken'), { [GOODS]: 349_000 });
  await device.post(device.reading({ prices: { [GOODS]: 34_900 } }));
  return id;
}

describe('a proposal at the review doors', () => {
  it('is foreseen, declined by another person, and stands in the history with who ended it', async () => {
    const id = await held();
    const [first, second] = [await reviewer(), await reviewer()];
    const foreseen = await first.look(`${id}/effect?decision=accept`);
    const preview = await expectDescribed<CasePreview>('review-effect', foreseen);
    expect(preview).toMatchObject({ state: 'proposed', region: expect.any(Number) });
    const accept = { decision: 'accept', reason: 'seen_at_market' };
    const proposed = await expectDescribed<CaseCard>(
      'review-decision',
      await first.decide(`${id}/decision`, accept),
    );
    expect(proposed).toMatchObject({ state: 'proposed', pending: { act: 'accept', mine: true } });
    const { version } = proposed;
    const decline = { decision: 'decline', reason: 'not_convinced', version };
    const unknown = { ...decline, reason: 'seen_at_market' };
    await expectProblem(await second.decide(`${id}/decision`, unknown), 422);
    const answer = await second.decide(`${id}/decision`, decline);
    const declined = await expectDescribed<CaseCard>('review-decision', answer);
    expect(declined).toMatchObject({ state: 'open', lane: 'quarantined', pending: null });
    expect(declined.events.at(-1)).toMatchObject({ act: 'decline', note: NOTE, reason: 'not_convinced' });
    // The same request once more is answered once more; another one comes too late.
    expect((await second.decide(`${id}/decision`, decline)).status).toBe(200);
    await expectProblem(await first.decide(`${id}/decision`, decline), 409);
  });

  it('may be one of several that are declined at once', async () => {
    const id = await held();
    const [first, second] = [await reviewer(), await reviewer()];
    await first.decide(`${id}/decision`, { decision: 'accept', reason: 'seen_at_market' });
    const { version } = await expectDescribed<CaseCard>('review-case', await second.look(`${id}`));
    const cases = [{ id, version }];
    const answer = await second.decide('bulk', { decision: 'decline', reason: 'other', cases });
    const { results } = await expectDescribed<{ results: unknown[] }>('review-bulk', answer);
    expect(results).toMatchObject([{ id, status: 200, state: 'open' }]);
  });

  it('is foreseen for a correction by its price, which no other decision has', async () => {
    const id = await held();
    const { look } = await reviewer();
    const foreseen = async (price: number) =>
      expectDescribed<CasePreview>(
        'review-effect',
        await look(`${id}/effect?decision=correct&price=${price}`),
      );
    expect(await foreseen(35_000)).toMatchObject({ state: 'decided' });
    expect(await foreseen(200_000)).toMatchObject({ state: 'proposed' });
    for (const query of ['decision=correct', 'decision=accept&price=5', 'decision=correct&price=1.5'])
      await expectProblem(await look(`${id}/effect?${query}`), 422);
    await expectProblem(await look(`${id}/effect?decision=accept&x=1`), 400);
    await expectProblem(await look('999999999/effect?decision=accept'), 404);
    const device = await registerTestDevice(url, inject('adminToken'));
    const headers = { authorization: `Bearer ${device.token}` };
    await expectProblem(await fetch(`${url}/api/review/${id}/effect?decision=accept`, { headers }), 401);
  });
});
