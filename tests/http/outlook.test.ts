import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { z } from 'zod';
import * as outlook from '@/lib/http/openapi-outlook';
import { registerTestDevice } from '../support/device';
import { expectProblem } from './expect-problem';

const url = inject('serverUrl');
const COMMODITY = 'gula-konsumsi';

describe('what comes next', () => {
  beforeAll(async () => {
    const device = await registerTestDevice(url, inject('adminToken'));
    expect((await device.post(device.reading({ prices: { [COMMODITY]: 17_500 } }))).status).toBe(202);
  });

  it('is forecast for seven days, from today, and says which model spoke', async () => {
    const response = await fetch(`${url}/api/forecast/${COMMODITY}`);
    expect(response.status).toBe(200);
    const answer = outlook.forecast.parse(await response.json());
    expect(answer.forecast_7d.map((d) => d.h)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(answer.forecast_7d.map((d) => d.date)).toEqual([...answer.forecast_7d.map((d) => d.date)].sort());
    expect(answer.forecast_7d.every((d) => d.date > answer.origin)).toBe(true);
    for (const { quantiles } of answer.forecast_7d) {
      const ordered = Object.entries(quantiles).sort(([a], [b]) => Number(a) - Number(b));
      expect(ordered).toHaveLength(9);
      expect(ordered.map(([, price]) => price)).toEqual(ordered.map(([, p]) => p).sort((a, b) => a - b));
    }
  });

  it('is forecast for one market as well, and farther ahead when asked', async () => {
    const response = await fetch(
      `${url}/api/forecast/${COMMODITY}?market_id=PASAR-001&horizon=14&model=naive`,
    );
    const answer = outlook.forecast.parse(await response.json());
    expect(answer).toMatchObject({ area: 'PASAR-001', model: 'naive' });
    expect(answer.forecast_7d).toHaveLength(14);
  });

  it('comes with how good such forecasts were', async () => {
    const response = await fetch(`${url}/api/forecast/confidence?commodity=${COMMODITY}`);
    const answer = outlook.confidenceAnswer.parse(await response.json());
    expect(answer.horizons).toHaveLength(7);
  });

  it('is not made up where there is no price', async () => {
    const { errors } = await expectProblem(await fetch(`${url}/api/forecast/garam-konsumsi?region=94`), 404);
    expect(errors[0]).toMatchObject({ field: 'commodity', code: 'no_recent_price' });
  });

  it.each([
    ['/api/forecast/emas', 404, 'commodity'],
    ['/api/forecast/%E0', 404, 'commodity'],
    [`/api/forecast/${COMMODITY}/${COMMODITY}`, 404, 'commodity'],
    [`/api/forecast/${COMMODITY}?horizon=0`, 422, 'horizon'],
    [`/api/forecast/${COMMODITY}?horizon=31`, 422, 'horizon'],
    [`/api/forecast/${COMMODITY}?model=magic`, 422, 'model'],
    [`/api/forecast/${COMMODITY}?market_id=PASAR-999`, 404, 'market_id'],
    ['/api/forecast/confidence', 422, 'commodity'],
  ])('names what is wrong with %s', async (path, status, field) => {
    const { errors } = await expectProblem(await fetch(url + path), status);
    expect(errors.map((e) => e.field)).toContain(field);
  });
});

describe('what a move would weigh', () => {
  const ask = (query: string) =>
    fetch(`${url}/api/public/impact?commodity=${COMMODITY}&market_id=PASAR-001&${query}`);
  const weighed = async (query: string): Promise<z.output<typeof outlook.impact>> =>
    outlook.impact.parse(await (await ask(query)).json());

  it('grows with its size, either way, and is nothing without a move', async () => {
    expect(await weighed('prev_price=17500&new_price=17500')).toMatchObject({
      impact_score: 0,
      price_change: 0,
    });
    const small = await weighed('prev_price=17500&new_price=17600');
    const large = await weighed('prev_price=17500&new_price=20000');
    const fall = await weighed('prev_price=20000&new_price=17500');
    expect(large.impact_score).toBeGreaterThan(small.impact_score);
    expect(large.price_change).toBeCloseTo(20_000 / 17_500 - 1, 5);
    expect(fall.impact_score).toBe(large.impact_score);
    expect(Object.values(large.factors_with_weights).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
  });

  it.each(['prev_price=0&new_price=1', 'prev_price=1.5&new_price=2', 'prev_price=x&new_price=2'])(
    'names a bad price: %s',
    async (query) => {
      const { errors } = await expectProblem(await ask(query), 422);
      expect(errors[0]?.field).toBe('prev_price');
      expect(errors[0]?.message).toMatch(/rupiah/);
    },
  );
});
