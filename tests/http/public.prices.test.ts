import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Board, PriceMap } from '@/lib/live/board';
import { registerTestDevice, type TestDevice } from '../support/device';

const url = inject('serverUrl');
/** A good that no test of this server reports, under no name of it. */
const NOBODYS = 'minyak-goreng-curah';
const COMMODITY = 'telur-ayam-ras';

async function get<Body>(path: string): Promise<Body> {
  const response = await fetch(url + path);
  expect(`${response.status} ${path}`).toBe(`200 ${path}`);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  return (await response.json()) as Body;
}

interface Answer {
  readonly prices: readonly { lane: string; ledger_index: number; observed_at: string }[];
}

describe('the public prices', () => {
  let device: TestDevice;
  let stored: Answer;
  beforeAll(async () => {
    device = await registerTestDevice(url, inject('adminToken'));
    stored = (await (
      await device.post(device.reading({ prices: { [COMMODITY]: 29_000 } }))
    ).json()) as Answer;
    expect(stored.prices[0]?.lane).toBe('accepted');
  });

  it('stand on the board the moment they are answered', async () => {
    const board = await get<Board>('/api/public/board');
    expect(board.commodities).toHaveLength(24);
    expect(board.seq).toBeGreaterThan(stored.prices[0]?.ledger_index ?? Number.POSITIVE_INFINITY);
    expect(board.commodities.find((c) => c.commodity === COMMODITY)).toMatchObject({
      price: 29_000,
      state: 'observed',
      markets: 1,
      markets_simulated: 0,
    });
  });

  it('say nothing of what was never seen, rather than 0', async () => {
    const board = await get<Board>('/api/public/board');
    const unseen = board.commodities.find((c) => c.commodity === NOBODYS);
    expect(unseen).toMatchObject({ price: null, state: 'none', as_of: null, markets: 0, spark: [] });
  });

  it('stand on the map, at their market and in their province', async () => {
    const map = await get<PriceMap>(`/api/public/map?commodity=${COMMODITY}`);
    expect(map.national).toBe(29_000);
    expect(map.regions).toHaveLength(38);
    expect(map.markets.find((m) => m.market_id === 'PASAR-001')).toMatchObject({
      price: 29_000,
      region_id: 31,
      state: 'observed',
    });
    expect(map.regions.find((r) => r.region_id === 31)).toMatchObject({ price: 29_000, markets: 1 });
  });

  it('are live for one commodity, one market, or both', async () => {
    const one = await get<{ commodity: string; price: number; market_prices: unknown[] }>(
      `/api/public/commodity/price/live?commodity=${COMMODITY}`,
    );
    expect(one).toMatchObject({ commodity: COMMODITY, price: 29_000 });
    expect(one.market_prices).toHaveLength(1);
    const here = await get<{ prices: { commodity: string; price: number; ledger_index: number }[] }>(
      `/api/public/commodity/price/live?market_id=PASAR-001&commodity=${COMMODITY}`,
    );
    expect(here.prices).toMatchObject([
      { commodity: COMMODITY, price: 29_000, ledger_index: stored.prices[0]?.ledger_index, simulated: false },
    ]);
    const all = await get<Board>('/api/public/commodity/price/live');
    expect(all.commodities).toHaveLength(24);
  });

  it('do not move for a quarantined price', async () => {
    const at = new Date(Date.now() - 1000).toISOString();
    const wild = await device.post(device.reading({ timestamp: at, prices: { [COMMODITY]: 2_900_000 } }));
    const answer = (await wild.json()) as Answer;
    expect(answer.prices[0]).toMatchObject({ lane: 'quarantined', quarantined: true });
    const board = await get<Board>('/api/public/board');
    expect(board.commodities.find((c) => c.commodity === COMMODITY)?.price).toBe(29_000);
    const map = await get<PriceMap>(`/api/public/map?commodity=${COMMODITY}`);
    expect(map.national).toBe(29_000);
  });

  it('do not move back for an older price that comes late', async () => {
    const at = new Date(Date.now() - 3 * 3_600_000).toISOString();
    const late = await device.post(device.reading({ timestamp: at, prices: { [COMMODITY]: 28_900 } }));
    expect(((await late.json()) as Answer).prices[0]?.lane).toBe('accepted');
    const board = await get<Board>('/api/public/board');
    expect(board.commodities.find((c) => c.commodity === COMMODITY)?.price).toBe(29_000);
  });
});
