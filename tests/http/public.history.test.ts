import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { PriceHistory } from '@/lib/live/board';
import { registerTestDevice } from '../support/device';

const url = inject('serverUrl');
const DAY_MS = 86_400_000;
const COMMODITY = 'daging-sapi';
/** Noon in Jakarta, so that every reading lies well inside its local day. */
const NOON = Math.floor(Date.now() / DAY_MS) * DAY_MS + 5 * 3_600_000;
const DAYS = [6, 5, 4, 3, 2, 1].map((ago) => NOON - ago * DAY_MS);
const PRICES = [140_000, 140_400, 140_100, 139_900, 140_300, 140_200];
const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);

async function history(query: string): Promise<PriceHistory> {
  const response = await fetch(`${url}/api/public/commodity/price/history?commodity=${COMMODITY}${query}`);
  expect(response.status).toBe(200);
  return (await response.json()) as PriceHistory;
}

describe('the public history', () => {
  let storedAt: string;
  beforeAll(async () => {
    const device = await registerTestDevice(url, inject('adminToken'));
    for (const [i, ms] of DAYS.entries()) {
      const timestamp = new Date(ms).toISOString();
      const response = await device.post(device.reading({ timestamp, prices: { [COMMODITY]: PRICES[i] } }));
      const { prices } = (await response.json()) as { prices: { lane: string }[] };
      expect(prices[0]?.lane).toBe('accepted');
    }
    storedAt = new Date().toISOString();
  });

  it('gives one point a local day, oldest first', async () => {
    const { points, level, area } = await history('');
    expect([level, area]).toEqual(['nation', 'ID']);
    expect(points.map((p) => [p.t, p.price])).toEqual(DAYS.map((ms, i) => [isoDay(ms), PRICES[i]]));
    expect(points[0]).toMatchObject({ min: 140_000, max: 140_000, n: 1, simulated: false });
  });

  it.each([
    ['&market_id=PASAR-001', 'market', 'PASAR-001'],
    ['&region=31', 'region', 'DKI Jakarta'],
  ])('is the same for%s, which is all there is', async (query, level, area) => {
    const answer = await history(query);
    expect([answer.level, answer.area]).toEqual([level, area]);
    expect(answer.points.map((p) => p.price)).toEqual(PRICES);
  });

  it('is empty for a province without markets', async () => {
    expect((await history('&region=94')).points).toEqual([]);
  });

  it('keeps to from and to, both included', async () => {
    const { points } = await history(`&from=${isoDay(DAYS[1] ?? 0)}&to=${isoDay(DAYS[3] ?? 0)}`);
    expect(points.map((p) => p.price)).toEqual(PRICES.slice(1, 4));
  });

  it('is walked by cursor without a gap or a repeat', async () => {
    const seen: number[] = [];
    let cursor = '';
    for (let page = 0; page < 10; page++) {
      const answer = await history(`&limit=2${cursor}`);
      seen.push(...answer.points.map((p) => p.price));
      if (answer.next_cursor === null) break;
      cursor = `&cursor=${answer.next_cursor}`;
    }
    expect(seen).toEqual(PRICES);
  });

  it.each(['csv', 'ndjson'])(
    'tells pages of other sites in %s where the next page begins',
    async (format) => {
      const query = `commodity=${COMMODITY}&limit=2&format=${format}`;
      const { headers } = await fetch(`${url}/api/public/commodity/price/history?${query}`);
      expect(headers.get('x-next-cursor')).toBe(isoDay(DAYS[2] ?? 0));
      expect(headers.get('access-control-expose-headers')).toBe('x-next-cursor');
    },
  );

  it('knows hours, weeks and months as well', async () => {
    const from = new Date((DAYS[0] ?? 0) - DAY_MS).toISOString();
    const hours = await history(`&interval=hour&from=${from}`);
    expect(hours.points.map((p) => [p.t, p.price])).toEqual(
      DAYS.map((ms, i) => [new Date(ms).toISOString().replace('.000', ''), PRICES[i]]),
    );
    for (const interval of ['week', 'month']) {
      const { points } = await history(`&interval=${interval}`);
      expect(points.length).toBeGreaterThan(0);
      expect(points.length).toBeLessThanOrEqual(2);
      const total = points.reduce((sum, p) => sum + p.price, 0) / points.length;
      expect(Math.abs(total - 140_150)).toBeLessThan(300);
    }
  });

  it('says what was known at an earlier moment', async () => {
    expect((await history('&as_of=2020-01-01T00:00:00Z')).points).toEqual([]);
    const then = await history(`&as_of=${storedAt}`);
    expect(then.points.map((p) => p.price)).toEqual(PRICES);
  });

  it('comes as CSV and NDJSON with the same figures', async () => {
    const base = `${url}/api/public/commodity/price/history?commodity=${COMMODITY}`;
    const csv = await fetch(`${base}&format=csv`);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [head, ...rows] = (await csv.text()).trimEnd().split('\n');
    const column = head?.split(',').indexOf('price') ?? -1;
    expect(rows.map((row) => Number(row.split(',')[column]))).toEqual(PRICES);
    const ndjson = await fetch(`${base}&format=ndjson&limit=3`);
    expect(ndjson.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(ndjson.headers.get('x-next-cursor')).toBe(isoDay(DAYS[3] ?? 0));
    expect(ndjson.headers.get('content-disposition')).toContain(`"${COMMODITY}_ID_day.ndjson"`);
    const province = await fetch(`${base}&format=csv&region=31&interval=week`);
    expect(province.headers.get('content-disposition')).toContain(`"${COMMODITY}_DKI-Jakarta_week.csv"`);
    const lines = (await ndjson.text()).trimEnd().split('\n');
    const points = lines.map((line) => JSON.parse(line) as { price: number; unit: string });
    expect(points.map((p) => [p.price, p.unit])).toEqual(PRICES.slice(0, 3).map((price) => [price, 'kg']));
  });
});
