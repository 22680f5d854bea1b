import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { registerTestDevice, type TestDevice } from '../support/device';
import { expectHealthy, expectProblem } from './expect-problem';

const url = inject('serverUrl');
const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

describe('POST /ingest answers what cannot be read with 400 and the place', () => {
  let device: TestDevice;
  beforeAll(async () => {
    device = await registerTestDevice(url, inject('adminToken'));
  });
  afterEach(() => expectHealthy(url));

  /** The text of a good reading with something replaced. */
  const text = (find: string | RegExp, by: string) => JSON.stringify(device.reading()).replace(find, by);

  it.each<[name: string, body: () => string, field: string, code: string]>([
    ['an empty body', () => '', 'body', 'invalid_json'],
    ['white space', () => ' \n ', 'body', 'invalid_json'],
    ['words', () => 'harga cabai naik', 'body', 'invalid_json'],
    ['half a reading', () => text(/.{20}$/, ''), 'prices', 'invalid_json'],
    ['two readings behind each other', () => `${text('', '')}${text('', '')}`, 'body', 'invalid_json'],
    ['a list', () => '[]', 'body', 'not_an_object'],
    ['a number', () => '1', 'body', 'not_an_object'],
    ['null', () => 'null', 'body', 'not_an_object'],
    ['NaN as a price', () => text('13400', 'NaN'), 'prices.beras-medium', 'invalid_json'],
    ['Infinity as a price', () => text('13400', 'Infinity'), 'prices.beras-medium', 'invalid_json'],
    ['the same member twice', () => text('{', '{"market_id":"PASAR-001",'), 'market_id', 'duplicate_key'],
    [
      'the same commodity twice',
      () => text('"beras-medium"', '"beras-medium":1,"beras-medium"'),
      'prices.beras-medium',
      'duplicate_key',
    ],
    ['__proto__', () => text('{', '{"__proto__":{"admin":true},'), '__proto__', 'forbidden_name'],
    [
      '__proto__ in prices',
      () => text('"beras-medium"', '"__proto__"'),
      'prices.__proto__',
      'forbidden_name',
    ],
    ['constructor', () => text('{', '{"constructor":1,'), 'constructor', 'forbidden_name'],
    ['a member that nobody knows', () => text('{', '{"colour":"red",'), 'colour', 'unknown_field'],
    [
      'an id that only the server gives',
      () => text('{', '{"ledger_index":1,'),
      'ledger_index',
      'unknown_field',
    ],
    ['something beside readings', () => '{"readings":[],"x":1}', 'x', 'unknown_field'],
    ['no readings at all', () => '{"readings":[]}', 'readings', 'not_a_list'],
    ['readings that are no list', () => '{"readings":{}}', 'readings', 'not_a_list'],
    ['nine levels', () => nested(9), 'a.a.a.a.a.a.a.a', 'too_deep'],
    ['fifty thousand levels of objects', () => nested(50_000), 'a.a.a.a.a.a.a.a', 'too_deep'],
  ])('%s', async (_name, body, field, code) => {
    const problem = await expectProblem(await device.post(body()), 400);
    expect(problem.errors.map((e) => e.code)).toContain(code);
    expect(problem.errors.map((e) => e.field)).toContain(field);
  });

  it('fifty thousand levels of lists', async () => {
    const problem = await expectProblem(await device.post('['.repeat(50_000) + ']'.repeat(50_000)), 400);
    expect(problem.errors[0]?.code).toBe('too_deep');
  });

  it('leaves every object as it was', () => {
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });

  it('reads a byte order mark alike, whether the length is told or not', async () => {
    const marked = `\uFEFF${JSON.stringify(device.reading())}`;
    const told = await device.post(marked);
    const untold = await fetch(`${url}/ingest`, {
      method: 'POST',
      headers: { authorization: `Bearer ${device.token}`, 'content-type': 'application/json' },
      body: new Blob([marked]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(untold.status).toBe(told.status);
  });
});
