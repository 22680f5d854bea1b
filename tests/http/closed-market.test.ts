import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import * as prices from '@/lib/http/openapi-prices';
import { fieldRound } from '@/lib/http/openapi-readings';
import { dayStart, dayToIso, localDay } from '@/lib/market/calendar';
import { createPool } from '@/lib/store/pool';
import { registerTestDevice, type TestDevice } from '../support/device';
import { addOwnMarket, closeOwnMarket } from '../support/own-market';
import { expectProblem } from './expect-problem';

const url = inject('serverUrl');
const CODE = 'PASAR-SHUT';
const COMMODITY = 'minyak-goreng-kemasan';
const PAPUA = 94;
/** Where the day begins two hours before that of Jakarta. */
const ZONE = 'Asia/Jayapura';
const NOTICED = { timeout: 20_000, interval: 200 };

describe('a market that has closed', () => {
  let pool: Pool;
  let device: TestDevice;
  const today = localDay(Date.now(), ZONE);
  const opened = dayStart(today, ZONE);
  const reading = (time: number) =>
    device.reading({ timestamp: new Date(time).toISOString(), prices: { [COMMODITY]: 21_000 } });
  const post = (door: string, body: unknown) =>
    fetch(`${url}${door}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${device.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const checked = async () => (await post('/api/validation/price/check', reading(Date.now()))).status;

  beforeAll(async () => {
    pool = createPool(inject('serverDatabaseUrl'), 1, () => undefined);
    await addOwnMarket(pool, CODE, PAPUA);
    device = await vi.waitFor(() => registerTestDevice(url, inject('adminToken'), CODE), NOTICED);
    expect(await checked()).toBe(200);
    await closeOwnMarket(pool, CODE, dayToIso(today));
    await vi.waitFor(async () => expect(await checked()).toBe(422), NOTICED);
  });
  afterAll(() => pool.end());

  it.each(['/ingest', '/api/validation/price/check'])(
    '%s refuses what was seen from that day on by its own clock, and says what to do',
    async (door) => {
      for (const time of [opened, Date.now()]) {
        const { errors } = await expectProblem(await post(door, reading(time)), 422, 'market_id');
        expect(errors).toMatchObject([{ field: 'market_id', code: 'market_closed' }]);
        expect(errors[0]?.message).toMatch(/PASAR-SHUT closed for good on .*another market, or to reopen/);
      }
    },
  );

  it('still takes what was seen before, alone and beside what is refused', async () => {
    expect((await device.post(reading(opened - 1))).status).toBe(202);
    const readings = [reading(opened - 60_000), reading(opened)];
    const response = await device.post({ readings });
    expect(response.status).toBe(202);
    const body = (await response.json()) as { results: { status: number; errors?: object[] }[] };
    expect(body.results.map((r) => r.status)).toEqual([202, 422]);
    expect(body.results[1]?.errors).toMatchObject([
      { field: 'readings[1].market_id', code: 'market_closed' },
    ]);
  });

  it('keeps its history for everybody, and stands in every answer with the day from which on it does not count', async () => {
    const closed_on = dayToIso(today);
    const get = async (path: string) => (await fetch(`${url}${path}`)).json();
    const query = `commodity=${COMMODITY}&market_id=${CODE}`;
    const past = prices.priceHistory.parse(await get(`/api/public/commodity/price/history?${query}`));
    expect(past).toMatchObject({ area: CODE, closed_on, points: [{ price: 21_000 }] });
    const live = await get(`/api/public/commodity/price/live?${query}`);
    expect(prices.livePrices.parse(live)).toMatchObject({ market_id: CODE, closed_on });
    const map = prices.priceMap.parse(await get(`/api/public/map?commodity=${COMMODITY}`));
    expect(map.markets.find((m) => m.market_id === CODE)).toMatchObject({
      closed_on,
      price: null,
      state: 'none',
      impact_score: null,
    });
    expect(map.regions.find((r) => r.region_id === PAPUA)).toMatchObject({ price: null, markets: 0 });
    const headers = { authorization: `Bearer ${device.token}` };
    const round = await (await fetch(`${url}/api/field/round`, { headers })).json();
    expect(fieldRound.parse(round).market).toMatchObject({ market_id: CODE, closed_on });
  });

  it('is not forecast', async () => {
    for (const path of [`/api/forecast/${COMMODITY}?`, `/api/forecast/confidence?commodity=${COMMODITY}&`]) {
      const answer = await fetch(`${url}${path}market_id=${CODE}`);
      const { errors } = await expectProblem(answer, 404, 'market_id');
      expect(errors[0]?.code).toBe('market_closed');
    }
  });

  it('gets no new device', async () => {
    const response = await fetch(`${url}/api/auth/device/register`, {
      method: 'POST',
      headers: { authorization: `Bearer ${inject('adminToken')}`, 'content-type': 'application/json' },
      body: JSON.stringify({ market_id: CODE, device_id: 'DEV-TOO-LATE', role: 'operator' }),
    });
    const { errors } = await expectProblem(response, 422, 'market_id');
    expect(errors[0]?.code).toBe('market_closed');
  });
});
