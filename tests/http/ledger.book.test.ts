import { beforeAll, describe, expect, inject, it } from 'vitest';
import { decodeLeaf } from '@/lib/ledger/leaf';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { parseTlogProof } from '@/lib/ledger/tlog-proof';
import { registerTestDevice, type TestDevice } from '../support/device';
import { expectProblem } from './expect-problem';

const url = inject('serverUrl');

interface Found {
  readonly entries: readonly { index: number; reading_id: string; device_id: string; price: number }[];
  readonly next_before: number | null;
}

async function search(query: string): Promise<Found> {
  const response = await fetch(`${url}/ledger/search?${query}`);
  expect(response.status, query).toBe(200);
  return (await response.json()) as Found;
}

describe('what the ledger tells of a price', () => {
  let device: TestDevice;
  let readingId = '';
  let indexes: number[] = [];
  beforeAll(async () => {
    device = await registerTestDevice(url, inject('adminToken'));
    const prices = { 'beras-medium': 13_500, 'beras-premium': 15_400, 'bawang-merah': 18_000 };
    const answer = await device.post(device.reading({ prices }));
    const body = (await answer.json()) as { reading_id: string; prices: { ledger_index: number }[] };
    readingId = body.reading_id;
    indexes = body.prices.map((price) => price.ledger_index);
  });

  it('is the evidence whose hash stands in its leaf, and every later decision', async () => {
    const [index = -1] = indexes;
    const about = (await (await fetch(`${url}/ledger/about/${index}`)).json()) as {
      evidence: string;
      later: unknown[];
    };
    const receipt = await (await fetch(`${url}/ledger/proof/${index}`)).text();
    const leaf = decodeLeaf(parseTlogProof(receipt).extra ?? new Uint8Array());
    const hash = Buffer.from(nodeSha256(Buffer.from(about.evidence))).toString('hex');
    expect(leaf).toMatchObject({ kind: 'price', index, evidence: hash });
    expect(about.later).toEqual([]);
    const key = await (await fetch(`${url}/ledger/about/0`)).json();
    expect(key).toEqual({ index: 0, market: null, evidence: null, later: [] });
    for (const none of ['99999999', 'x']) {
      await expectProblem(await fetch(`${url}/ledger/about/${none}`), 404);
    }
  });

  it('is found by its reading, its device, and its market and day', async () => {
    const all = [...indexes].sort((a, b) => b - a);
    const found = async (query: string) => (await search(query)).entries.map(({ index }) => index);
    expect(await found(`reading_id=${readingId}`)).toEqual(all);
    expect(await found(`device_id=${device.deviceId}`)).toEqual(all);
    const day = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
    expect(await found(`market_id=PASAR-001&day=${day}&device_id=${device.deviceId}`)).toEqual(all);
    expect(await found(`device_id=${device.deviceId}&day=2020-01-01`)).toEqual([]);
    for (const name of ['bawang-merah', 'Bawang Merah']) {
      expect((await found(`device_id=${device.deviceId}&commodity=${name}`)).length, name).toBe(1);
    }
  });

  it('is found by its reading only where everything else that is asked for holds too', async () => {
    const found = async (query: string) => (await search(`reading_id=${readingId}&${query}`)).entries.length;
    const day = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
    expect(await found(`market_id=PASAR-001&day=${day}&device_id=${device.deviceId}`)).toBe(3);
    expect(await found('commodity=bawang-merah')).toBe(1);
    expect(await found('commodity=garam-konsumsi')).toBe(0);
    expect(await found('day=2020-01-01')).toBe(0);
    const other = await registerTestDevice(url, inject('adminToken'));
    expect(await found(`device_id=${other.deviceId}`)).toBe(0);
  });

  it('comes in pages without gaps or repeats', async () => {
    const query = `device_id=${device.deviceId}&limit=2`;
    const first = await search(query);
    const second = await search(`${query}&before=${first.next_before}`);
    expect(second.next_before).toBeNull();
    const seen = [...first.entries, ...second.entries].map(({ index }) => index);
    expect(seen).toEqual([...indexes].sort((a, b) => b - a));
  });

  it('is refused with the field and the remedy when it is asked for wrongly', async () => {
    await expectProblem(await fetch(`${url}/ledger/search`), 422);
    const cases = [
      ['search?market_id=PASAR-999', 404, 'market_id'],
      ['search?device_id=NOBODY', 404, 'device_id'],
      ['search?market_id=PASAR-001&commodity=emas', 404, 'commodity'],
      [`search?reading_id=${readingId}&market_id=PASAR-999`, 404, 'market_id'],
      [`search?reading_id=${readingId}&device_id=NOBODY`, 404, 'device_id'],
      ['search?commodity=bawang-merah', 422, 'query'],
      ['search?reading_id=1', 422, 'reading_id'],
      ['search?day=kemarin', 422, 'day'],
      ['export?from=3&to=3', 422, 'from'],
      ['export?from=0&to=1001', 422, 'to'],
    ] as const;
    for (const [path, status, field] of cases) {
      const { errors } = await expectProblem(await fetch(`${url}/ledger/${path}`), status);
      expect(errors[0]?.field, path).toBe(field);
    }
    const near = await expectProblem(await fetch(`${url}/ledger/search?market_id=PASAR-01`), 404);
    expect(near.errors[0]).toMatchObject({ field: 'market_id', candidates: ['PASAR-001'] });
    await expectProblem(await fetch(`${url}/ledger/export?from=90000000&to=90000001`), 404);
  });

  it('names no change of keys where there was none', async () => {
    const { rotations } = (await (await fetch(`${url}/ledger/rotations`)).json()) as { rotations: [] };
    expect(rotations).toEqual([]);
  });
});
