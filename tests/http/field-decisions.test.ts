import { describe, expect, inject, it } from 'vitest';
import type { FieldDecisions, FieldRound } from '@/lib/live/field';
import { registerTestDevice, type TestDevice } from '../support/device';
import { createTestPerson, signedInPerson } from '../support/people';
import { expectDescribed } from './expect-described';
import { expectProblem } from './expect-problem';

const url = inject('serverUrl');
const NOTE = 'called the market by phone';

const send = (path: string, headers: Record<string, string>, body: object) =>
  fetch(url + path, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

/** A decision that holds: what is of large effect is said by a second reviewer as well. */
async function decide(id: number, decision: object): Promise<void> {
  const { cookie } = await signedInPerson(url, inject('serverDatabaseUrl'), { role: 'validator' });
  const answer = await send(`/api/review/${id}/decision`, { cookie }, { note: NOTE, ...decision });
  expect(answer.status).toBe(200);
  const { state } = (await answer.json()) as { state: string };
  if (state === 'proposed') await decide(id, decision);
}

async function decisionsOf(device: TestDevice): Promise<FieldDecisions> {
  const answer = await fetch(`${url}/api/field/decisions`, {
    headers: { authorization: `Bearer ${device.token}` },
  });
  return expectDescribed('field-decisions', answer);
}

/** A phone with two prices that are held. */
async function twoHeld() {
  const device = await registerTestDevice(url, inject('adminToken'));
  const answer = await device.post(
    device.reading({ prices: { 'beras-medium': 135_000, 'bawang-merah': 390_000 } }),
  );
  const { prices } = (await answer.json()) as { prices: { commodity: string; ledger_index: number }[] };
  const indexOf = (commodity: string) => prices.find((p) => p.commodity === commodity)?.ledger_index ?? -1;
  return { device, rice: indexOf('beras-medium'), shallot: indexOf('bawang-merah') };
}

describe('what a phone is told of decisions about its prices', () => {
  it('is what holds, with the reason and what the price was replaced by; an undone decision is not told', async () => {
    const { device, rice, shallot } = await twoHeld();
    expect((await decisionsOf(device)).decisions).toEqual([]);
    await decide(rice, { decision: 'correct', reason: 'wrong_unit', price: 13_500 });
    await decide(shallot, { decision: 'reject', reason: 'typing_error' });
    const { device_id, decisions } = await decisionsOf(device);
    expect(device_id).toBe(device.deviceId);
    expect(decisions.map((one) => one.observation)).toEqual([rice, shallot].sort((a, b) => b - a));
    expect(decisions.find((one) => one.observation === shallot)).toMatchObject({
      act: 'reject',
      reason: 'typing_error',
      corrected_price: null,
    });
    expect(decisions.find((one) => one.observation === rice)).toMatchObject({
      commodity: 'beras-medium',
      commodity_name: { id: 'Beras Medium', en: 'Medium rice' },
      unit: 'kg',
      price: 135_000,
      act: 'correct',
      reason: 'wrong_unit',
      corrected_price: 13_500,
      appealed: false,
      may_appeal: true,
    });
    await decide(shallot, { decision: 'undo', reason: 'mistaken' });
    expect((await decisionsOf(device)).decisions.map((one) => one.observation)).toEqual([rice]);
  });

  it('says that an appeal waits once the phone has appealed, and offers no second one', async () => {
    const { device, rice } = await twoHeld();
    await decide(rice, { decision: 'reject', reason: 'typing_error' });
    const bearer = { authorization: `Bearer ${device.token}` };
    const appeal = { id: rice, reason: 'price_is_true', note: 'all stalls sell at this price' };
    expect((await send('/api/field/appeals', bearer, appeal)).status).toBe(201);
    expect((await decisionsOf(device)).decisions).toMatchObject([{ appealed: true, may_appeal: false }]);
  });

  it('is its present holder’s alone once it was handed on, and an appeal in place of the one before is a conflict', async () => {
    const { device, rice } = await twoHeld();
    await decide(rice, { decision: 'reject', reason: 'typing_error' });
    const admin = { authorization: `Bearer ${inject('adminToken')}` };
    const bearer = { authorization: `Bearer ${device.token}` };
    const hand = async () => {
      const { email } = await createTestPerson(inject('serverDatabaseUrl'), {
        role: 'enumerator',
        regionId: 31,
      });
      const body = { device_ids: [device.deviceId], person: email };
      expect((await send('/api/devices/person', admin, body)).status).toBe(200);
      const round = await fetch(`${url}/api/field/round`, { headers: bearer });
      return expectDescribed<FieldRound>('round', round);
    };
    const first = await hand();
    expect(first.others_until).toBeNull();
    expect((await decisionsOf(device)).decisions.map((one) => one.observation)).toEqual([rice]);
    const next = await hand();
    expect(Date.parse(next.held_since ?? '')).toBeGreaterThan(Date.parse(first.held_since ?? ''));
    expect(next.others_until).toBe(next.held_since);
    expect((await decisionsOf(device)).decisions).toEqual([]);
    const appeal = { id: rice, reason: 'price_is_true', note: 'all stalls sell at this price' };
    const answer = await send('/api/field/appeals', bearer, appeal);
    expect((await expectProblem(answer, 409, 'id')).errors).toMatchObject([{ code: 'handed_on' }]);
  });

  it('is nothing about the prices of others at the same market', async () => {
    const { rice } = await twoHeld();
    await decide(rice, { decision: 'reject', reason: 'typing_error' });
    const other = await registerTestDevice(url, inject('adminToken'));
    expect((await decisionsOf(other)).decisions).toEqual([]);
  });
});
