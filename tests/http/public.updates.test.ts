import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { PriceUpdate } from '@/lib/live/events';
import { registerTestDevice, type TestDevice } from '../support/device';

const url = inject('serverUrl');
const COMMODITY = 'jagung-pakan';
const COUNT = 25;

interface Page {
  readonly from: number;
  readonly to: number;
  readonly more: boolean;
  readonly updates: readonly PriceUpdate[];
}

async function page(after: number, query = ''): Promise<Page> {
  const response = await fetch(`${url}/api/public/updates?after=${after}${query}`);
  expect(response.status).toBe(200);
  return (await response.json()) as Page;
}

describe('the updates that a client missed', () => {
  let device: TestDevice;
  let indexes: number[];
  let commodity: string;
  beforeAll(async () => {
    device = await registerTestDevice(url, inject('adminToken'));
    const { commodities } = (await (await fetch(`${url}/api/public/board`)).json()) as {
      commodities: { commodity: string }[];
    };
    commodity = commodities.some((c) => c.commodity === COMMODITY) ? COMMODITY : 'tepung-terigu-curah';
    const readings = Array.from({ length: COUNT }, (_, i) =>
      device.reading({
        timestamp: new Date(Date.now() - 1000 * (i + 1)).toISOString(),
        prices: { [commodity]: 10_000 + i },
      }),
    );
    const response = await device.post({ readings });
    const { results } = (await response.json()) as { results: { prices: { ledger_index: number }[] }[] };
    indexes = results.flatMap((r) => r.prices.map((p) => p.ledger_index)).sort((a, b) => a - b);
    expect(indexes).toHaveLength(COUNT);
  });

  it('are those after the cursor, whole and in ledger order', async () => {
    const { updates, more } = await page((indexes[9] ?? 0) + 1, `&commodity=${commodity}`);
    expect(more).toBe(false);
    expect(updates.map((u) => u.seq)).toEqual(indexes.slice(10));
    for (const u of updates)
      expect(u).toMatchObject({ type: 'price_update', commodity, market_id: 'PASAR-001' });
  });

  it('are those of one province, as a socket that follows it hears them', async () => {
    const after = (indexes[9] ?? 0) + 1;
    for (const region of ['31', 'Jakarta']) {
      const { updates } = await page(after, `&commodity=${commodity}&region=${region}`);
      expect(updates.map((u) => u.seq)).toEqual(indexes.slice(10));
    }
    expect((await page(after, `&commodity=${commodity}&region=32`)).updates).toEqual([]);
  });

  it('are asked for by the query of a socket, whose empty parts follow all', async () => {
    const after = (indexes[9] ?? 0) + 1;
    const { updates } = await page(after, `&commodity=${commodity}&market_id=&region=`);
    expect(updates.map((u) => u.seq)).toEqual(indexes.slice(10));
    const twice = await fetch(`${url}/api/public/updates?after=${after}&region=&region=31`);
    expect(twice.status).toBe(400);
  });

  it('come in pages that join without a gap or a repeat', async () => {
    const seen: number[] = [];
    let after = indexes[0] ?? 0;
    for (let pages = 0; ; pages++) {
      expect(pages).toBeLessThan(COUNT);
      const answer = await page(after, `&commodity=${commodity}&limit=4`);
      expect(answer.from).toBe(after);
      seen.push(...answer.updates.map((u) => u.seq));
      after = answer.to;
      if (!answer.more) break;
    }
    expect(seen).toEqual(indexes);
    expect(after).toBeGreaterThan(indexes.at(-1) ?? 0);
  });

  it('tell a client from the future that this is a younger ledger: `to` lies below its cursor', async () => {
    const ahead = 1_000_000_000;
    const answer = await page(ahead);
    expect(answer.updates).toEqual([]);
    expect(answer.more).toBe(false);
    expect(answer.to).toBeLessThan(ahead);
  });
});
