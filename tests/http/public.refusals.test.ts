import { afterAll, describe, expect, inject, it } from 'vitest';
import { expectHealthy, expectProblem } from './expect-problem';

const url = inject('serverUrl');
const history = '/api/public/commodity/price/history';
const impact = '/api/public/impact?commodity=beras-medium&market_id=PASAR-001';

describe('public addresses name the parameter that cannot be used', () => {
  afterAll(() => expectHealthy(url));

  it.each<[path: string, status: number, field: string]>([
    ['/api/public/board?commodity=beras-medium', 400, 'commodity'],
    ['/api/public/map', 422, 'commodity'],
    ['/api/public/map?commodity=', 422, 'commodity'],
    ['/api/public/map?commodity=emas', 404, 'commodity'],
    [`/api/public/map?commodity=${'x'.repeat(65)}`, 422, 'commodity'],
    ['/api/public/commodity/price/live?commodity=__proto__', 404, 'commodity'],
    ['/api/public/commodity/price/live?market_id=PASAR-999', 404, 'market_id'],
    ['/api/public/commodity/price/live?market_id=PASAR-001&commodity=emas', 404, 'commodity'],
    [history, 422, 'commodity'],
    [`${history}?commodity=emas`, 404, 'commodity'],
    [`${history}?commodity=beras-medium&market_id=PASAR-999`, 404, 'market_id'],
    [`${history}?commodity=beras-medium&region=99`, 404, 'region'],
    [`${history}?commodity=beras-medium&region=atlantis`, 404, 'region'],
    [`${history}?commodity=beras-medium&region=`, 422, 'region'],
    [`${history}?commodity=beras-medium&interval=minute`, 422, 'interval'],
    [`${history}?commodity=beras-medium&from=yesterday`, 422, 'from'],
    [`${history}?commodity=beras-medium&from=2025-02-30`, 422, 'from'],
    [`${history}?commodity=beras-medium&to=2025-12-12T00:00`, 422, 'to'],
    [`${history}?commodity=beras-medium&as_of=2025-12-12`, 422, 'as_of'],
    [`${history}?commodity=beras-medium&interval=week&as_of=2025-12-12T00:00:00Z`, 422, 'as_of'],
    [`${history}?commodity=beras-medium&cursor=1%27%20OR%201=1`, 422, 'cursor'],
    [`${history}?commodity=beras-medium&limit=0`, 422, 'limit'],
    [`${history}?commodity=beras-medium&limit=1e9`, 422, 'limit'],
    [`${history}?commodity=beras-medium&format=xml`, 422, 'format'],
    ['/api/public/updates', 422, 'after'],
    ['/api/public/updates?after=-1', 422, 'after'],
    ['/api/public/updates?after=1.5', 422, 'after'],
    ['/api/public/updates?after=1e300', 422, 'after'],
    ['/api/public/updates?after=', 422, 'after'],
    ['/api/public/updates?after=0x10', 422, 'after'],
    ['/api/public/updates?after=1e1', 422, 'after'],
    ['/api/public/updates?after=0&limit=1.000', 422, 'limit'],
    ['/api/public/updates?after=0&region=0x10', 404, 'region'],
    [`${history}?commodity=beras-medium&region=0x1F`, 404, 'region'],
    ['/ledger/consistency?old=', 422, 'old'],
    ['/ledger/consistency?old=2&size=1', 422, 'old'],
    ['/ledger/search?market_id=PASAR-001&before=', 422, 'before'],
    ['/ledger/export?from=&to=1', 422, 'from'],
    ['/api/forecast/beras-medium?horizon=0x7', 422, 'horizon'],
    [`${impact}&prev_price=40.000&new_price=46000`, 422, 'prev_price'],
    [`${impact}&prev_price=40000&new_price=4.6e4`, 422, 'new_price'],
    ['/api/public/updates?after=0&limit=100000', 422, 'limit'],
    ['/api/public/updates?after=0&commodity=emas', 404, 'commodity'],
    ['/api/public/updates?after=0&market_id=PASAR-999', 404, 'market_id'],
  ])('%s', async (path, status, field) => {
    await expectProblem(await fetch(url + path), status, field);
  });

  it.each<[path: string, field: string]>([
    ['/api/public/map', 'commodity'],
    ['/api/public/updates', 'after'],
    ['/ledger/consistency', 'old'],
  ])('says in plain words that %s lacks %s', async (path, field) => {
    const { errors } = await expectProblem(await fetch(url + path), 422, field);
    expect(errors.map((e) => e.message)).toEqual([`Give ${field}: it is needed.`]);
  });

  it.each([
    ['/api/public/map?commodity=beras-medum', 'beras-medium'],
    ['/api/public/updates?after=0&commodity=bawangmerah', 'bawang-merah'],
    ['/api/public/events?commodity=gula-konsumsj', 'gula-konsumsi'],
    ['/api/public/updates?after=0&market_id=PASAR-01', 'PASAR-001'],
  ])('%s is told the closest name first', async (path, meant) => {
    const { errors } = await expectProblem(await fetch(url + path), 404);
    expect(errors[0]?.candidates?.[0]).toBe(meant);
    expect(errors[0]?.message).toContain(meant);
  });

  const twoPlaces = 'market_id=PASAR-001&region=32';
  it.each([
    `${history}?commodity=beras-medium&${twoPlaces}`,
    `/api/forecast/beras-medium?${twoPlaces}`,
    `/api/forecast/confidence?commodity=beras-medium&${twoPlaces}`,
    `/api/public/events?${twoPlaces}`,
    `/api/public/alerts/live?${twoPlaces}`,
  ])('%s asks for a market in a province where it does not lie', async (path) => {
    const { errors, detail } = await expectProblem(await fetch(url + path), 422, 'market_id');
    expect(errors.map((e) => e.field)).toEqual(['market_id', 'region']);
    expect(detail).toContain('31');
  });

  const inMarket = 'market_id=PASAR-001';
  it.each([
    [`/api/public/commodity/price/live?commodity=Beras%20Medium`, 'beras-medium'],
    [`${history}?commodity=cabai&${inMarket}`, 'cabai-merah-keriting'],
    [`/api/public/impact?commodity=bawang&${inMarket}&prev_price=40000&new_price=46000`, 'bawang-merah'],
  ])('%s is asked in the words of readings', async (path, code) => {
    const response = await fetch(url + path);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ commodity: code });
  });

  it.each([
    `/api/public/commodity/price/live?commodity=beras&${inMarket}`,
    `/api/public/updates?after=0&commodity=beras&${inMarket}`,
    `/api/public/alerts/live?commodity=beras&${inMarket}`,
    `/api/public/events?commodity=beras&${inMarket}`,
  ])('%s is asked in the words of one market', async (path) => {
    expect((await fetch(url + path)).status).toBe(200);
  });

  it.each([
    '/api/public/map?commodity=cabai',
    `${history}?commodity=cabai`,
    `${history}?commodity=cabai&region=31`,
    '/api/forecast/cabai',
    '/api/forecast/confidence?commodity=cabai',
    '/api/public/updates?after=0&commodity=cabai',
  ])('%s is told which it may be, where a bare name means several', async (path) => {
    const { errors } = await expectProblem(await fetch(url + path), 404, 'commodity');
    expect(errors[0]?.candidates?.slice(0, 3).sort()).toEqual([
      'cabai-merah-besar',
      'cabai-merah-keriting',
      'cabai-rawit-merah',
    ]);
  });

  it.each(['31', 'JAKARTA', 'DKI%20Jakarta', 'dki-jakarta'])(
    'takes region=%s for one place',
    async (region) => {
      const response = await fetch(`${url}${history}?commodity=beras-medium&region=${region}`);
      expect(await response.json()).toMatchObject({ level: 'region', area: 'DKI Jakarta' });
      const path = `/api/public/alerts/live?region=${region}`;
      expect((await fetch(url + path)).status).toBe(200);
    },
  );

  it('takes a market together with the province where it lies', async () => {
    const response = await fetch(`${url}${history}?commodity=beras-medium&market_id=PASAR-001&region=31`);
    expect(await response.json()).toMatchObject({ level: 'market', area: 'PASAR-001' });
  });

  it.each([
    `${history}?commodity=beras-medium&from=2026-02-02&to=2026-02-01`,
    `${history}?commodity=beras-medium&interval=hour&from=2026-02-01T05:00:00Z&to=2026-02-01T11:00:00%2B07:00`,
    '/api/public/events?from=2026-02-02&to=2026-02-01',
  ])('%s ends before it begins', async (path) => {
    const { errors } = await expectProblem(await fetch(url + path), 422, 'from');
    expect(errors.map((e) => e.field)).toEqual(['from', 'to']);
  });

  it('takes an hour that begins before it ends on clocks of two zones', async () => {
    const times = 'from=2026-02-01T10:00:00%2B07:00&to=2026-02-01T05:00:00Z';
    const path = `${history}?commodity=beras-medium&interval=hour&${times}`;
    expect((await fetch(url + path)).status).toBe(200);
  });

  it('reads a time whose zone stands after a bare plus sign', async () => {
    const times = 'from=2026-01-01T00:00:00+07:00&as_of=2026-01-02T00:00:00.5+07:00';
    expect((await fetch(`${url}${history}?commodity=beras-medium&${times}`)).status).toBe(200);
  });

  it.each([
    ['commodity=emas', 'commodity'],
    ['market_id=PASAR-999', 'market_id'],
    ['region=99', 'region'],
  ])(
    'does not say that nothing is wrong where %s is asked about, which nobody knows',
    async (query, field) => {
      await expectProblem(await fetch(`${url}/api/public/alerts/live?${query}`), 404, field);
    },
  );

  it.each([
    '/api/public/map?commodity=beras-medium&colour=red',
    `${history}?commodity=beras-medium&fron=2025-01-01`,
    '/api/public/updates?after=0&limits=5',
  ])('%s has a parameter that nobody knows', async (path) => {
    const problem = await expectProblem(await fetch(url + path), 400);
    expect(problem.errors[0]?.code).toBe('unknown_field');
    expect(problem.errors[0]?.field).toMatch(/^(colour|fron|limits)$/);
  });

  it('a parameter that nobody knows is told what it may have been', async () => {
    const response = await fetch(`${url}${history}?commodity=beras-medium&fron=2025-01-01`);
    const { errors } = await expectProblem(response, 400, 'fron');
    expect(errors[0]).toMatchObject({ message: expect.stringContaining('"from"'), candidates: ['from'] });
  });

  it.each([
    ['/api/public/map?commodity=beras-medium&commodity=garam', 'commodity'],
    ['/api/public/map?commodity=beras-medium&commodity=beras-medium', 'commodity'],
    [`${history}?commodity=beras-medium&from=2026-01-01&to=2026-02-01&from=2026-01-02`, 'from'],
    ['/api/public/commodity/price/live?region=31&market_id=PASAR-001&region=32', 'region'],
    ['/api/public/updates?after=0&after=5', 'after'],
    ['/api/public/impact?commodity=garam&prev_price=1&new_price=2&new_price=3', 'new_price'],
    ['/api/public/events?commodity=&commodity=garam', 'commodity'],
    ['/api/public/alerts/live?region=31&region=31', 'region'],
    ['/api/forecast/garam?market_id=PASAR-001&market_id=PASAR-002', 'market_id'],
    ['/api/forecast/confidence?commodity=garam&commodity=cabai', 'commodity'],
    ['/ledger/search?market_id=PASAR-001&market_id=PASAR-001', 'market_id'],
    ['/ledger/export?from=0&to=2&to=3', 'to'],
    ['/ledger/consistency?old=0&old=1', 'old'],
    ['/ledger/proof/0?leaf=1&leaf=0', 'leaf'],
  ])('%s gives %s more than once, of which neither is taken', async (path, field) => {
    const { errors } = await expectProblem(await fetch(url + path), 400, field);
    expect(errors).toEqual([
      { field, code: 'duplicate_key', message: `${field} is given more than once; send it once.` },
    ]);
  });

  it.each([
    ['GET', '/ingest', 'POST'],
    ['DELETE', '/ingest', 'POST'],
    ['POST', '/api/public/board', 'GET'],
    ['PATCH', '/ledger/checkpoint', 'GET'],
  ])('says which method is taken where %s %s is not', async (method, path, taken) => {
    const response = await fetch(url + path, { method });
    expect(response.headers.get('allow')).toBe(taken);
    const { detail } = await expectProblem(response, 405);
    expect(detail).toContain(`use ${taken}`);
  });

  it.each([
    ['HEAD', '/api/public/board', 200],
    ['OPTIONS', '/ingest', 204],
  ])('leaves %s %s to be answered as before', async (method, path, status) => {
    expect((await fetch(url + path, { method })).status).toBe(status);
  });

  it.each([
    ['GET', '/api'],
    ['GET', '/api/public/nothing'],
    ['GET', '/api/public/board/more?commodity=beras-medium'],
    ['POST', '/api/ingest'],
    ['DELETE', '/api/alerts/ws'],
  ])('says where all doors are to %s %s, which is none', async (method, path) => {
    const { detail } = await expectProblem(await fetch(url + path, { method }), 404);
    expect(detail).toContain(`${method} ${path.split('?')[0]}.`);
    expect(detail).toContain('/api/openapi.json');
  });
});
