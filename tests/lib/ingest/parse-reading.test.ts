import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReading } from '@/lib/ingest/parse-reading';
import { CONTRACT_READING, RECEIVED_AT, smallCatalog, smallContext } from './small-catalog';

const context = smallContext();
const parse = (change: Record<string, unknown>) => parseReading({ ...CONTRACT_READING, ...change }, context);

function errorsOf(change: Record<string, unknown>) {
  const result = parse(change);
  return result.ok ? [] : result.errors.map((e) => `${e.field} ${e.code}`);
}

function priceOf(prices: Record<string, unknown>) {
  const result = parse({ prices });
  return result.ok ? result.reading.prices[0]?.price : result.errors[0]?.code;
}

describe('a well-formed reading', () => {
  it('of the contract is read with the market’s own names', () => {
    const result = parseReading(CONTRACT_READING, context);
    if (!result.ok) throw new Error(JSON.stringify(result.errors));
    expect(result.reading).toMatchObject({
      deviceId: 'DEV-001',
      marketId: 1,
      regionId: 31,
      observedAt: Date.parse('2025-12-12T12:34:56.789Z'),
      receivedAt: RECEIVED_AT,
      temperature: 29.5,
      humidity: 72.3,
      crowd: 12,
      prices: [
        { commodityId: 5, saidAs: 'cabai', price: 15000 },
        { commodityId: 3, saidAs: 'bawang', price: 9000 },
        { commodityId: 2, saidAs: 'beras', price: 12000 },
      ],
    });
  });

  it('needs neither weather, crowd nor region', () => {
    const result = parse({ temperature: null, humidity: undefined, crowd: undefined, region: undefined });
    expect(result.ok && result.reading).toMatchObject({ temperature: null, humidity: null, crowd: null });
  });

  it('has the same id when sent again and another at another time', () => {
    const id = (timestamp: string) => {
      const result = parse({ timestamp });
      return result.ok ? result.reading.readingId : null;
    };
    const first = id('2025-12-12T12:34:56.789Z');
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(id('2025-12-12T19:34:56.789+07:00')).toBe(first);
    expect(id('2025-12-12T12:34:56.788Z')).not.toBe(first);
  });

  it('keeps the id that the device gave', () => {
    const result = parse({ reading_id: 'C0FFEE00-1111-4222-8333-444455556666' });
    expect(result.ok && result.reading.readingId).toBe('c0ffee00-1111-4222-8333-444455556666');
  });

  it.each(['JAKARTA', 'dki jakarta', 'DKI', 31, '31', 'DKI-Jakarta'])('may name its region %j', (region) => {
    expect(parse({ region }).ok).toBe(true);
  });
});

describe('a price', () => {
  it.each([
    [15000, 15000],
    ['15.000', 15000],
    ['15000', 15000],
    ['Rp15.000', 15000],
    ['Rp 15.000', 15000],
    ['Rp\u00a015.000,-', 15000],
    ['1.250.000', 1250000],
    [15000.4, 15000],
    [15000.5, 15001],
    ['15.000,50', 15001],
    [{ price: 1500, unit: 'ons' }, 15000],
    [{ price: '1.500', unit: 'Ons' }, 15000],
    [{ price: 15000, unit: 'Rp./Kg' }, 15000],
    [{ price: 7500, unit: '5 ons' }, 15000],
    [{ price: 7500, unit: '0,5 kg' }, 15000],
  ])('%j is read as %i rupiah a kilogram', (said, expected) => {
    expect(priceOf({ cabai: said })).toBe(expected);
  });

  it('of oil by weight becomes a price by litre', () => {
    expect(priceOf({ 'minyak goreng curah': { price: 20000, unit: 'kg' } })).toBe(18060);
  });

  it.each([
    ['15,000', 'ambiguous_amount'],
    ['15.00', 'ambiguous_amount'],
    ['15,000.00', 'ambiguous_amount'],
    ['murah', 'not_an_amount'],
    ['', 'not_an_amount'],
    ['-15000', 'not_an_amount'],
    ['1e4', 'not_an_amount'],
    [-1, 'price_out_of_range'],
    [0, 'price_out_of_range'],
    [0.4, 'price_out_of_range'],
    [Number.NaN, 'price_out_of_range'],
    [Number.POSITIVE_INFINITY, 'price_out_of_range'],
    [10_000_001, 'price_out_of_range'],
    [null, 'not_a_price'],
    [true, 'not_a_price'],
    [[15000], 'not_a_price'],
    [{ price: 15000 }, 'not_a_price'],
    [{ price: 15000, unit: 'kg', note: 'x' }, 'not_a_price'],
    [{ price: 15000, unit: 'karung' }, 'unknown_unit'],
    [{ price: 15000, unit: 7 }, 'unknown_unit'],
  ])('%j is refused as %s', (said, code) => {
    expect(priceOf({ cabai: said })).toBe(code);
  });
});

describe('what is wrong is named, with the fix', () => {
  it('an ambiguous name lists what it may mean', () => {
    const result = parse({ market_id: 'PASAR-002', region: 'Maluku', prices: { cabai: 15000 } });
    expect(result.ok ? [] : result.errors).toEqual([
      expect.objectContaining({
        field: 'prices.cabai',
        code: 'ambiguous_commodity',
        candidates: ['cabai-merah-keriting', 'cabai-rawit-merah'],
      }),
    ]);
  });

  it('an unknown name suggests the closest', () => {
    const result = parse({ prices: { 'bawang mera': 1 } });
    expect(result.ok ? [] : result.errors[0]).toMatchObject({
      field: 'prices.bawang mera',
      code: 'unknown_commodity',
      candidates: ['bawang-merah'],
    });
  });

  it('two names of one commodity are refused, naming the second', () => {
    expect(errorsOf({ prices: { cabai: 1500, 'cabai merah keriting': 1500 } })).toEqual([
      'prices.cabai merah keriting same_commodity_twice',
    ]);
  });

  it.each([
    [{ timestamp: '2025-12-12T12:34:56' }, 'timestamp time_without_zone'],
    [{ timestamp: '2025-12-12 12:34:56Z' }, 'timestamp not_a_time'],
    [{ timestamp: '2025-02-30T12:34:56Z' }, 'timestamp not_a_time'],
    [{ timestamp: 1765542896789 }, 'timestamp not_a_time'],
    [{ timestamp: undefined }, 'timestamp not_a_time'],
    [{ timestamp: '2025-12-12T12:40:57.001Z' }, 'timestamp clock_out_of_range'],
    [{ timestamp: '2025-12-05T12:34:56.999Z' }, 'timestamp clock_out_of_range'],
    [{ timestamp: '0001-01-01T00:00:00Z' }, 'timestamp clock_out_of_range'],
    [{ market_id: 'PASAR-00' }, 'market_id unknown_market'],
    [{ market_id: ['PASAR-001'] }, 'market_id unknown_market'],
    [{ device_id: 'DEV 001' }, 'device_id bad_device_id'],
    [{ device_id: 'DEV/#' }, 'device_id bad_device_id'],
    [{ device_id: 'D'.repeat(65) }, 'device_id bad_device_id'],
    [{ region: 'Maluku' }, 'region region_mismatch'],
    [{ region: {} }, 'region region_mismatch'],
    [{ temperature: '29' }, 'temperature out_of_range'],
    [{ temperature: 60.1 }, 'temperature out_of_range'],
    [{ humidity: -1 }, 'humidity out_of_range'],
    [{ crowd: 1.5 }, 'crowd out_of_range'],
    [{ reading_id: 'abc' }, 'reading_id not_a_uuid'],
    [{ reading_id: '00000000-0000-0000-0000-000000000000' }, 'reading_id not_a_uuid'],
    [{ temprature: 29 }, 'temprature unknown_field'],
    [{ prices: {} }, 'prices bad_prices'],
    [{ prices: [] }, 'prices bad_prices'],
    [{ prices: null }, 'prices bad_prices'],
    [{ prices: { 'cabai\u0000': 15000 } }, 'prices.cabai\u0000 bad_name'],
    [{ prices: { 'cabai\ud800': 15000 } }, 'prices.cabai\ud800 bad_name'],
    [{ prices: { '\u202ecabai': 15000 } }, 'prices.\u202ecabai bad_name'],
  ])('%j', (change, expected) => {
    expect(errorsOf(change)).toEqual([expected]);
  });

  it('a wrong clock is told the server’s time', () => {
    const result = parse({ timestamp: '2026-12-12T12:34:56Z' });
    expect(result.ok ? '' : result.errors[0]?.message).toContain('2025-12-12T12:34:57.000Z');
  });

  it('a market that had closed by then is told apart from one that closes later, by its own clock', () => {
    const seen = Date.parse(CONTRACT_READING.timestamp);
    const parseAt = (closedOn: string, time: number) => {
      const catalog = smallCatalog();
      const markets = new Map(catalog.marketByCode);
      const market = markets.get('PASAR-001');
      if (market) markets.set('PASAR-001', { ...market, closedOn, closedReason: 'terbakar' });
      const body = { ...CONTRACT_READING, timestamp: new Date(time).toISOString() };
      const within = { ...smallContext({ ...catalog, marketByCode: markets }), path: 'readings[1]' };
      const result = parseReading(body, within);
      return result.ok ? [] : result.errors.map((e) => `${e.field} ${e.code}`);
    };
    const midnight = Date.parse('2025-12-11T17:00:00Z');
    expect(parseAt('2025-12-13', seen)).toEqual([]);
    expect(parseAt('2025-12-12', midnight - 1)).toEqual([]);
    for (const time of [midnight, seen])
      expect(parseAt('2025-12-12', time)).toEqual(['readings[1].market_id market_closed']);
  });

  it('everything wrong is said at once, under its place in the batch', () => {
    const result = parseReading({ timestamp: 'x', market_id: 'y' }, { ...context, path: 'readings[3]' });
    expect(result.ok ? [] : result.errors.map((e) => e.field)).toEqual([
      'readings[3].timestamp',
      'readings[3].device_id',
      'readings[3].market_id',
    ]);
  });

  it('an answer stays short however many unknown fields and names there are', () => {
    const fields = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`f${i}`, 1]));
    const prices = Object.fromEntries(
      Array.from({ length: 50 }, (_, i) => [`${'beras'.repeat(500)}${i}`, 1]),
    );
    const result = parse({ ...fields, prices });
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result).length).toBeLessThan(20_000);
  });

  it.each([null, 1, 'x', []])('a reading that is %j is refused', (body) => {
    expect(parseReading(body, context).ok).toBe(false);
  });
});

it('never throws, and what it accepts is whole: positive integer rupiah, each commodity once', () => {
  const name = fc.oneof(fc.constantFrom('cabai', 'beras', 'bawang merah', 'Bawang-Merah'), fc.string());
  const prices = fc.oneof(
    fc.dictionary(name, fc.oneof(fc.integer(), fc.double(), fc.string(), fc.anything())),
    fc.anything(),
  );
  const reading = fc.record(
    {
      timestamp: fc.oneof(fc.constant(CONTRACT_READING.timestamp), fc.anything()),
      market_id: fc.oneof(fc.constant('PASAR-001'), fc.anything()),
      device_id: fc.oneof(fc.constant('DEV-001'), fc.anything()),
      prices,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(reading, fc.anything()), (body) => {
      const result = parseReading(body, context);
      if (!result.ok) return result.errors.length > 0 && result.errors.every((e) => e.message.length > 0);
      const ids = result.reading.prices.map((p) => p.commodityId);
      return (
        ids.length > 0 &&
        new Set(ids).size === ids.length &&
        result.reading.prices.every((p) => Number.isSafeInteger(p.price) && p.price > 0)
      );
    }),
    { numRuns: 500 },
  );
});
