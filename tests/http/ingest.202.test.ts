import { describe, expect, inject, it } from 'vitest';
import { registerTestDevice } from '../support/device';

const url = inject('serverUrl');

describe('POST /ingest answers 202 once a reading is durable', () => {
  it('gives every price its lane, impact and place in the ledger, as the contract words it', async () => {
    const device = await registerTestDevice(url, inject('adminToken'));
    const response = await device.post(
      device.reading({
        region: 'JAKARTA',
        temperature: 29.5,
        humidity: 72.3,
        crowd: 12,
        prices: { cabai: 42_000, bawang: 40_000, beras: 13_400 },
      }),
    );
    expect(response.status).toBe(202);
    const body = (await response.json()) as { reading_id: string; prices: Record<string, unknown>[] };
    expect(body.prices.map((p) => p.commodity)).toEqual([
      'cabai-merah-keriting',
      'bawang-merah',
      'beras-medium',
    ]);
    for (const price of body.prices) {
      expect(Object.keys(price)).toEqual(
        expect.arrayContaining([
          'lane',
          'quarantined',
          'flags',
          'impact_score',
          'dominant_factor',
          'factors_with_weights',
          'price_change',
          'ledger_index',
          'reading_id',
        ]),
      );
      expect(price.reading_id).toBe(body.reading_id);
    }
    const indexes = body.prices.map((p) => Number(p.ledger_index));
    expect(indexes[1]).toBe((indexes[0] ?? 0) + 1);
    expect(indexes[2]).toBe((indexes[0] ?? 0) + 2);
  });

  it('answers a repeat with the first answer, letter by letter', async () => {
    const device = await registerTestDevice(url, inject('adminToken'));
    const reading = device.reading();
    const first = await (await device.post(reading)).text();
    const again = await device.post(reading);
    expect(again.status).toBe(202);
    expect(await again.text()).toBe(first);
  });

  it('takes a batch and answers each reading for itself', async () => {
    const device = await registerTestDevice(url, inject('adminToken'));
    const at = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
    const response = await device.post({
      readings: [
        device.reading({ timestamp: at(20) }),
        device.reading({ timestamp: at(10), prices: { 'beras-medium': -5 } }),
        device.reading({ timestamp: at(5) }),
      ],
    });
    expect(response.status).toBe(202);
    const body = (await response.json()) as {
      accepted: number;
      refused: number;
      results: { status: number; errors?: { field: string }[] }[];
    };
    expect([body.accepted, body.refused]).toEqual([2, 1]);
    expect(body.results.map((r) => r.status)).toEqual([202, 422, 202]);
    expect(body.results[1]?.errors?.[0]?.field).toBe('readings[1].prices.beras-medium');
  });
});
