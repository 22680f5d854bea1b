import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { registerTestDevice, type TestDevice } from '../support/device';
import { expectHealthy, expectProblem } from './expect-problem';

const url = inject('serverUrl');
const DAY_MS = 86_400_000;
const price = (value: unknown) => ({ prices: { 'beras-medium': value } });
const at = (ms: number) => ({ timestamp: new Date(Date.now() + ms).toISOString() });

describe('POST /ingest answers what cannot be true with 422 and the field', () => {
  let device: TestDevice;
  beforeAll(async () => {
    device = await registerTestDevice(url, inject('adminToken'));
  });
  afterEach(() => expectHealthy(url));

  it.each<[name: string, over: Record<string, unknown>, field: string, code: string]>([
    ['a market that nobody registered', { market_id: 'PASAR-999' }, 'market_id', 'unknown_market'],
    ['a market that is a number', { market_id: 1 }, 'market_id', 'unknown_market'],
    ['no market', { market_id: undefined }, 'market_id', 'unknown_market'],
    ['another province', { region: 'PAPUA' }, 'region', 'region_mismatch'],
    ['no device', { device_id: undefined }, 'device_id', 'bad_device_id'],
    ['a device with SQL in it', { device_id: "x'; DROP TABLE reading; --" }, 'device_id', 'bad_device_id'],
    ['a commodity that nobody sells', { prices: { emas: 1 } }, 'prices.emas', 'unknown_commodity'],
    ['a commodity with a null byte', { prices: { 'beras\u0000': 1 } }, 'prices.beras\u0000', 'bad_name'],
    ['half a surrogate pair', { prices: { 'beras\ud800': 1 } }, 'prices.beras\ud800', 'bad_name'],
    [
      'one commodity under two names',
      { prices: { beras: 13_400, 'beras-medium': 13_400 } },
      'prices.beras-medium',
      'same_commodity_twice',
    ],
    ['no prices', { prices: {} }, 'prices', 'bad_prices'],
    ['prices that are a list', { prices: [13_400] }, 'prices', 'bad_prices'],
    ['a negative price', price(-5), 'prices.beras-medium', 'price_out_of_range'],
    ['zero', price(0), 'prices.beras-medium', 'price_out_of_range'],
    ['a third of a rupiah', price(0.3), 'prices.beras-medium', 'price_out_of_range'],
    ['too many rupiah', price(10_000_001), 'prices.beras-medium', 'price_out_of_range'],
    ['a text with a thousands comma', price('15,000'), 'prices.beras-medium', 'ambiguous_amount'],
    ['a text without a number', price('mahal'), 'prices.beras-medium', 'not_an_amount'],
    ['null as a price', price(null), 'prices.beras-medium', 'not_a_price'],
    ['true as a price', price(true), 'prices.beras-medium', 'not_a_price'],
    [
      'a unit that nobody uses',
      price({ price: 1, unit: 'karung' }),
      'prices.beras-medium.unit',
      'unknown_unit',
    ],
    ['six minutes ahead', at(6 * 60_000), 'timestamp', 'clock_out_of_range'],
    ['tomorrow', at(DAY_MS), 'timestamp', 'clock_out_of_range'],
    ['eight days old', at(-8 * DAY_MS), 'timestamp', 'clock_out_of_range'],
    ['1970', { timestamp: '1970-01-01T00:00:00Z' }, 'timestamp', 'clock_out_of_range'],
    ['2038', { timestamp: '2038-01-19T03:14:08Z' }, 'timestamp', 'clock_out_of_range'],
    ['the year 9999', { timestamp: '9999-12-31T23:59:59Z' }, 'timestamp', 'clock_out_of_range'],
    ['the 30th of February', { timestamp: '2026-02-30T00:00:00Z' }, 'timestamp', 'not_a_time'],
    ['a leap second', { timestamp: '2016-12-31T23:59:60Z' }, 'timestamp', 'not_a_time'],
    ['a time as a number', { timestamp: 1_765_542_896 }, 'timestamp', 'not_a_time'],
    ['no zone', { timestamp: '2025-12-12T12:34:56' }, 'timestamp', 'time_without_zone'],
    ['no time', { timestamp: undefined }, 'timestamp', 'not_a_time'],
    ['61 degrees', { temperature: 61 }, 'temperature', 'out_of_range'],
    ['a temperature as text', { temperature: '29.5' }, 'temperature', 'out_of_range'],
    ['101 % humidity', { humidity: 101 }, 'humidity', 'out_of_range'],
    ['half a person', { crowd: 0.5 }, 'crowd', 'out_of_range'],
    ['an id that is no UUID', { reading_id: '1' }, 'reading_id', 'not_a_uuid'],
  ])('%s', async (_name, over, field, code) => {
    const response = await device.post(device.reading(over));
    const problem = await expectProblem(response, 422, field);
    expect(problem.errors.find((e) => e.field === field)?.code).toBe(code);
  });

  it('1e309, which no number can hold', async () => {
    const body = JSON.stringify(device.reading(price(1))).replace('"beras-medium":1', '"beras-medium":1e309');
    await expectProblem(await device.post(body), 422, 'prices.beras-medium');
  });

  it('names the candidates of a name that can mean several commodities', async () => {
    const response = await device.post(device.reading({ prices: { minyak: 18_000 } }));
    const problem = await expectProblem(response, 422, 'prices.minyak');
    expect(problem.errors[0]?.code).toBe('ambiguous_commodity');
    expect(problem.errors[0]?.candidates).toEqual(
      expect.arrayContaining(['minyak-goreng-curah', 'minyak-goreng-kemasan', 'minyakita']),
    );
  });

  it('tells a device with a wrong clock what time it is', async () => {
    const problem = await expectProblem(await device.post(device.reading(at(DAY_MS))), 422, 'timestamp');
    const said = /\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(problem.errors[0]?.message ?? '')?.[0] ?? '';
    expect(Math.abs(Date.parse(said) - Date.now())).toBeLessThan(60_000);
  });

  it('600 readings', async () => {
    const readings = Array.from({ length: 600 }, (_, i) => device.reading(at(-1000 * (i + 1))));
    const problem = await expectProblem(await device.post({ readings }), 422, 'readings');
    expect(problem.errors[0]?.code).toBe('too_many_readings');
  });

  it('a batch of which nothing can be stored, with the fields of all', async () => {
    const readings = [device.reading(price(-1)), device.reading({ ...price(1), ...at(DAY_MS) })];
    const problem = await expectProblem(await device.post({ readings }), 422);
    expect(problem.errors.map((e) => e.field)).toEqual([
      'readings[0].prices.beras-medium',
      'readings[1].timestamp',
    ]);
  });

  it('takes measurements that are smaller than the database can tell from nothing', async () => {
    const response = await device.post(
      device.reading({ ...at(-60_000), temperature: 1e-300, humidity: 5e-324 }),
    );
    expect(response.status).toBe(202);
  });
});
