import { beforeAll, describe, expect, inject, it } from 'vitest';
import { HOT_ROUTES } from '@/lib/http/routes';
import { registerTestDevice, type TestDevice } from '../support/device';

const url = inject('serverUrl');

/*
 * The server answers exactly the addresses of HOT_ROUTES itself. The same address with a slash at its end is
 * Next's, which does not care about the slash: so both ways can be asked on one running server.
 */

interface Request {
  readonly address: string;
  readonly query?: string;
  readonly body?: (device: TestDevice) => unknown;
  readonly token?: 'device' | 'admin' | 'none';
}

const prices = (amount: unknown) => ({ 'beras-premium': amount });
const history = '/api/public/commodity/price/history';

const NAMED: readonly Request[] = [
  { address: 'POST /ingest', body: (d) => d.reading() },
  { address: 'POST /ingest', body: (d) => ({ readings: [d.reading(), d.reading({ prices: prices(-1) })] }) },
  { address: 'POST /ingest', body: (d) => d.reading({ prices: prices('15,000') }) },
  { address: 'POST /ingest', body: (d) => d.reading({ colour: 'red' }) },
  { address: 'POST /ingest', body: () => '{"a":1,"a":2}' },
  { address: 'POST /ingest', body: () => 'x'.repeat(1024 * 1024) },
  { address: 'POST /ingest', body: (d) => d.reading(), token: 'none' },
  { address: 'POST /ingest', body: (d) => d.reading(), token: 'admin' },
  { address: 'POST /api/auth/token', body: () => ({}) },
  { address: 'POST /api/auth/token', body: () => ({ code: 'x'.repeat(27) }), token: 'none' },
  {
    address: 'POST /api/auth/device/register',
    body: (d) => ({ market_id: 'PASAR-001', device_id: `${d.deviceId}-p` }),
    token: 'admin',
  },
  { address: 'POST /api/auth/device/register', body: () => ({ device_id: 1 }), token: 'admin' },
  { address: 'POST /api/validation/price/check', body: (d) => d.reading() },
  { address: 'POST /api/validation/price/check', body: (d) => d.reading({ prices: {} }) },
  { address: 'GET /api/field/round' },
  { address: 'GET /api/field/round', token: 'none' },
  { address: 'GET /api/field/round', token: 'admin' },
  { address: 'GET /api/public/board' },
  { address: 'GET /api/public/map', query: '?commodity=beras-premium' },
  { address: 'GET /api/public/map', query: '?commodity=emas' },
  { address: 'GET /api/public/commodity/price/live', query: '?commodity=beras-premium' },
  { address: 'GET /api/public/commodity/price/live', query: '?market_id=PASAR-999' },
  { address: `GET ${history}`, query: '?commodity=beras-premium&interval=week' },
  { address: `GET ${history}`, query: '?commodity=beras-premium&format=csv' },
  { address: `GET ${history}`, query: '?commodity=beras-premium&format=ndjson' },
  { address: `GET ${history}`, query: '?commodity=beras-premium&limit=0' },
  { address: `GET ${history}`, query: '?commodity=beras-premium&commodity=garam' },
  { address: `GET ${history}`, query: '?commodity=beras-premium&fron=2026-01-01' },
  { address: 'GET /api/public/updates', query: '?after=0&limit=3' },
  { address: 'GET /api/public/updates' },
  { address: 'GET /api/health/live' },
  { address: 'GET /api/health/ready' },
  { address: 'GET /api/openapi.json' },
  { address: 'GET /metrics' },
  { address: 'GET /ledger/checkpoint' },
  { address: 'GET /ledger/key' },
  { address: 'GET /ledger/consistency' },
  { address: 'GET /ledger/tile/*', query: 'tile/0/000' },
  { address: 'GET /ledger/entries/*', query: 'tile/entries/none' },
  { address: 'GET /ledger/proof/*', query: 'x' },
  { address: 'GET /ledger/search', query: '?market_id=PASAR-001&limit=3' },
  { address: 'GET /ledger/search' },
  { address: 'GET /ledger/export', query: '?from=0&to=2' },
  { address: 'GET /ledger/export', query: '?from=0&to=5000' },
  { address: 'GET /ledger/about/*', query: 'none' },
  { address: 'GET /api/blockchain/integrity/check' },
  { address: 'POST /api/blockchain/append', body: () => ({}), token: 'admin' },
];

/** Doors without a request of their own are asked plainly, so that each one is compared. */
const PLAIN = HOT_ROUTES.map(({ method, path }): Request => {
  const address = `${method} ${path}`;
  return method === 'GET' ? { address } : { address, body: () => ({}), token: 'admin' };
}).filter(({ address }) => !NAMED.some((request) => request.address === address));

const REQUESTS = [...NAMED, ...PLAIN];

/** What of a value does not depend on the moment: names, types, and how long short lists are. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(shape(item))))].sort();
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shape(item)]));
}

const COMPARED = ['content-type', 'cache-control', 'access-control-allow-origin', 'www-authenticate'];

async function ask(request: Request, body: unknown, device: TestDevice, slash: '' | '/') {
  const [method = '', path = ''] = request.address.split(' ');
  const tokens = { device: device.token, admin: inject('adminToken') };
  const { token = 'device' } = request;
  const address = path.endsWith('/*')
    ? `${path.slice(0, -1)}${request.query?.split('/').slice(-1)[0]}${slash}`
    : `${path}${slash}${request.query ?? ''}`;
  const response = await fetch(url + address, {
    method,
    headers: {
      ...(token === 'none' ? {} : { authorization: `Bearer ${tokens[token]}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = /[/+]json(;|$)/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: COMPARED.map((name) => [name, response.headers.get(name)]),
    body: json ? shape(JSON.parse(text)) : typeof text,
  };
}

describe('a request in front of Next and behind it', () => {
  let device: TestDevice;
  beforeAll(async () => {
    device = await registerTestDevice(url, inject('adminToken'));
    expect((await device.post(device.reading({ prices: prices(15_500) }))).status).toBe(202);
  });

  it.each(REQUESTS.map((r, i) => [`${i + 1}: ${r.address}${r.query ?? ''}`, r] as const))(
    'gets the same answer, %s',
    async (_name, request) => {
      const body = request.body?.(device);
      const hot = await ask(request, body, device, '');
      const behind = await ask(request, body, device, '/');
      expect(behind).toEqual(hot);
    },
  );
});
