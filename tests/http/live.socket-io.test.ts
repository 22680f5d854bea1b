import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { WebSocket } from 'ws';
import type { PriceFrame, PriceUpdate, Subscription, WishError } from '@/lib/live/events';
import { registerTestDevice, type TestDevice } from '../support/device';
import { type BrowserClient, followByBrowser, followByProgram, postPrices } from './live-clients';

const url = inject('serverUrl');
const WAIT = { timeout: 10_000 };

describe('the browser channel', () => {
  let device: TestDevice;
  const open: BrowserClient[] = [];
  beforeAll(async () => {
    device = await registerTestDevice(url, inject('adminToken'));
  });
  afterEach(() => {
    for (const client of open.splice(0)) client.close();
  });

  async function follow(wanted: Subscription): Promise<BrowserClient> {
    const client = await followByBrowser(url, wanted);
    open.push(client);
    return client;
  }
  const updatesOf = (client: BrowserClient) => client.frames.flatMap((f) => f.updates);
  const seqsOf = (client: BrowserClient) => updatesOf(client).map((u) => u.seq);
  const reading = (prices: Record<string, number>, ago = 0) =>
    // Of its own name: two of one device in the same millisecond, one of them from the past, would be one reading.
    device.reading({
      reading_id: randomUUID(),
      timestamp: new Date(Date.now() - ago).toISOString(),
      prices,
    });

  it('carries what was answered, at its place in the ledger and as the updates address tells it', async () => {
    const client = await follow({});
    await postPrices(device, reading({ 'bawang-putih': 38_000 }, 1000));
    // A change with more digits than are told: by 1/76 = 1.3157894… %, or another such one where a price came between.
    const [stored] = await postPrices(device, reading({ 'bawang-putih': 38_500 }));
    const seq = stored?.ledger_index ?? -1;
    await expect.poll(() => seqsOf(client), WAIT).toContain(seq);
    const frame = client.frames.find((f) => f.updates.some((u) => u.seq === seq));
    expect(frame?.from).toBeLessThanOrEqual(seq);
    expect(frame?.to).toBeGreaterThan(seq);
    const page = await fetch(`${url}/api/public/updates?after=${seq}&limit=1`);
    const { updates } = (await page.json()) as { updates: PriceUpdate[] };
    expect(frame?.updates.find((u) => u.seq === seq)).toEqual(updates[0]);
  });

  it('follows itself without a gap, frame after frame', async () => {
    const client = await follow({});
    const stored: number[] = [];
    for (let i = 0; i < 20; i++) {
      const prices = await postPrices(device, reading({ kedelai: 11_000 + i }, 1000 * (i + 1)));
      stored.push(...prices.map((p) => p.ledger_index));
    }
    await expect.poll(() => seqsOf(client), WAIT).toEqual(expect.arrayContaining(stored));
    await expectNothingLost(client.frames);
  });

  it.each<[name: string, wanted: Subscription, mine: string]>([
    ['a commodity', { commodity: 'cabai-merah-besar' }, 'cabai-merah-besar'],
    ['a commodity of a market', { market_id: 'PASAR-001', commodity: 'daging-ayam-ras' }, 'daging-ayam-ras'],
    ['a commodity of a province', { region_id: 31, commodity: 'minyakita' }, 'minyakita'],
  ])(
    'brings a page that follows %s nothing else, and still tells how far the ledger is',
    async (_n, wanted, mine) => {
      const client = await follow(wanted);
      const other = await postPrices(device, reading({ 'gula-konsumsi': 18_000 }, 5000));
      const own = await postPrices(device, reading({ [mine]: 30_000 }, 4000));
      const last = await postPrices(device, reading({ 'gula-konsumsi': 18_000 }, 3000));
      const end = last[0]?.ledger_index ?? Number.POSITIVE_INFINITY;
      await expect.poll(() => client.frames.at(-1)?.to ?? 0, WAIT).toBeGreaterThan(end);
      expect(seqsOf(client)).toContain(own[0]?.ledger_index);
      expect(seqsOf(client)).not.toContain(other[0]?.ledger_index);
      expect(new Set(updatesOf(client).map((u) => u.commodity))).toEqual(new Set([mine]));
      await expectNothingLost(client.frames);
    },
  );

  it('leaves the room before when a page follows something else', async () => {
    const client = await follow({ commodity: 'garam-konsumsi' });
    await client.socket.emitWithAck('subscribe', { commodity: 'ikan-kembung' });
    await postPrices(device, reading({ 'garam-konsumsi': 12_000 }, 2000));
    const [own] = await postPrices(device, reading({ 'ikan-kembung': 40_000 }, 1000));
    await expect.poll(() => seqsOf(client), WAIT).toContain(own?.ledger_index);
    expect(new Set(updatesOf(client).map((u) => u.commodity))).toEqual(new Set(['ikan-kembung']));
  });

  it.each<[wish: unknown, field: string, meant: string | undefined]>([
    [{ commodity: 5 }, 'commodity', undefined],
    [{ room: 'all' }, 'room', undefined],
    ['all', 'subscription', undefined],
    [{ region_id: 1.5 }, 'region_id', undefined],
    [{ commodity: 'x'.repeat(65) }, 'commodity', undefined],
    [{ commodity: 'beras-medum' }, 'commodity', 'beras-medium'],
    [{ commodity: 'garam\u0000' }, 'commodity', undefined],
    [{ market_id: 'PASAR-01' }, 'market_id', 'PASAR-001'],
    [{ region_id: 99 }, 'region_id', undefined],
    [{ market_id: 'PASAR-001', region_id: 32 }, 'market_id', undefined],
  ])(
    'refuses the wish %j, says that %s is wrong as /ws/prices does, and goes on',
    async (wish, field, meant) => {
      const client = await follow({ commodity: 'garam-konsumsi' });
      const said: WishError[] = [];
      client.socket.on('error', (why: WishError) => said.push(why));
      expect(await client.socket.emitWithAck('subscribe', wish)).toBe(false);
      expect(said).toEqual([expect.objectContaining({ type: 'error', detail: expect.any(String) })]);
      expect(said[0]?.errors[0]).toMatchObject({ field, message: expect.any(String) });
      expect(said[0]?.errors[0]?.candidates?.[0]).toBe(meant);
      const [own] = await postPrices(device, reading({ 'garam-konsumsi': 12_000 }));
      await expect.poll(() => seqsOf(client), WAIT).toContain(own?.ledger_index);
    },
  );

  it('takes a wish that was left out for everything, and says so', async () => {
    const client = await follow({ commodity: 'garam-konsumsi' });
    expect(await client.socket.timeout(5_000).emitWithAck('subscribe')).toBe(true);
    const [other] = await postPrices(device, reading({ minyakita: 16_000 }));
    await expect.poll(() => seqsOf(client), WAIT).toContain(other?.ledger_index);
  });

  it('shows a quarantined price as such, and moves no national figure by it', async () => {
    const client = await follow({ commodity: 'ikan-bandeng' });
    await postPrices(device, reading({ 'ikan-bandeng': 38_000 }, 9000));
    await expect
      .poll(() => client.boards.flatMap((b) => b.commodities), WAIT)
      .toContainEqual(expect.objectContaining({ commodity: 'ikan-bandeng', price: 38_000 }));
    const [wild] = await postPrices(device, reading({ 'ikan-bandeng': 3_800_000 }, 8000));
    expect(wild?.lane).toBe('quarantined');
    await postPrices(device, reading({ 'ikan-bandeng': 38_100 }, 7000));
    await expect
      .poll(() => updatesOf(client).find((u) => u.seq === wild?.ledger_index)?.lane, WAIT)
      .toBe('quarantined');
    const shown = () =>
      client.boards.flatMap((b) => b.commodities).filter((c) => c.commodity === 'ikan-bandeng');
    await expect.poll(() => shown().at(-1)?.price, WAIT).toBe(38_100);
    for (const figure of shown()) expect(figure.price).toBeLessThan(40_000);
  });

  it('tells how many prices are held as soon as one more is, as the board itself says', async () => {
    const client = await follow({});
    const [wild] = await postPrices(device, reading({ 'bawang-putih': 3_900_000 }, 6000));
    expect(wild?.lane).toBe('quarantined');
    const told = () => client.boards.at(-1)?.quarantined ?? 0;
    await expect.poll(told, WAIT).toBeGreaterThan(0);
    const board = async () =>
      ((await (await fetch(`${url}/api/public/board`)).json()) as { quarantined: number }).quarantined;
    // Other prices are held meanwhile; both figures come from one count.
    await expect.poll(async () => (await board()) - told(), WAIT).toBe(0);
  });

  it('loses nothing for who comes back: the updates address gives exactly what was missed', async () => {
    const client = await follow({});
    const [first] = await postPrices(device, reading({ kedelai: 11_000 }, 60_000));
    await expect.poll(() => seqsOf(client), WAIT).toContain(first?.ledger_index);
    const seen = client.frames.at(-1)?.to ?? 0;
    client.close();
    const missed: number[] = [];
    for (let i = 0; i < 5; i++) {
      const prices = await postPrices(device, reading({ kedelai: 11_000 }, 50_000 - 1000 * i));
      missed.push(...prices.map((p) => p.ledger_index));
    }
    const again = await follow({});
    const [next] = await postPrices(device, reading({ kedelai: 11_000 }, 1000));
    await expect.poll(() => seqsOf(again), WAIT).toContain(next?.ledger_index);
    const from = again.frames[0]?.from ?? 0;
    const whole = [...(await missedBetween(seen, from)), ...seqsOf(again)];
    expect(whole).toEqual(expect.arrayContaining(missed));
    expect(whole).toEqual(await missedBetween(seen, again.frames.at(-1)?.to ?? 0));
  });
});

/** Each frame begins where the one before ended; what lies between them, if anything, was no price. */
async function expectNothingLost(frames: readonly PriceFrame[]): Promise<void> {
  for (const [i, frame] of frames.entries()) {
    const end = frames[i - 1]?.to ?? frame.from;
    expect(frame.from).toBeGreaterThanOrEqual(end);
    if (frame.from > end) expect(await missedBetween(end, frame.from)).toEqual([]);
  }
}

/** Positions of the prices in `[from, to)`, as a client would ask for them. */
async function missedBetween(from: number, to: number): Promise<number[]> {
  const page = await fetch(`${url}/api/public/updates?after=${from}&limit=1000`);
  const { updates } = (await page.json()) as { updates: PriceUpdate[] };
  return updates.map((u) => u.seq).filter((seq) => seq < to);
}

describe('a program on the browser channel', () => {
  let device: TestDevice;
  const open: { close(): void }[] = [];
  beforeAll(async () => {
    device = await registerTestDevice(url, inject('adminToken'));
  });
  afterEach(() => {
    for (const client of open.splice(0)) client.close();
  });

  async function follow(options: Parameters<typeof followByProgram>[1]) {
    const client = await followByProgram(url, options);
    open.push(client);
    return client;
  }
  const post = (prices: Record<string, number>) => postPrices(device, device.reading({ prices }));

  it.each([
    [{}, ['gula-konsumsi', 'minyakita']],
    [{ commodity: 'minyakita', region: 'JAKARTA' }, ['minyakita']],
    [{ commodity: '', market_id: 'PASAR-001', region: '' }, ['gula-konsumsi', 'minyakita']],
  ])('that asks for %j is sent the messages of /ws/prices, each as an event', async (query, wanted) => {
    const client = await follow({ query });
    const stored = await post({ 'gula-konsumsi': 18_000, minyakita: 16_000 });
    const mine = stored.filter((p) => wanted.includes(p.commodity)).map((p) => p.ledger_index);
    const seqs = () => client.updates.map((u) => u.seq);
    await expect.poll(seqs, WAIT).toEqual(expect.arrayContaining(mine));
    const page = await fetch(`${url}/api/public/updates?after=${mine[0]}&limit=1`);
    const { updates } = (await page.json()) as { updates: PriceUpdate[] };
    expect(client.updates.find((u) => u.seq === mine[0])).toEqual(updates[0]);
    await expect.poll(() => client.syncs.at(-1)?.seq, WAIT).toBeGreaterThan(mine.at(-1) ?? 0);
    if (wanted.length === 1) expect(new Set(client.updates.map((u) => u.commodity))).toEqual(new Set(wanted));
  });

  it('is told which part of its wish nobody knows, and not connected', async () => {
    const refused = follow({ query: { commodity: 'beras-medum' } });
    await expect(refused).rejects.toMatchObject({
      message: expect.stringContaining('beras-medium'),
      data: { errors: [expect.objectContaining({ field: 'commodity', code: 'unknown_commodity' })] },
    });
  });

  it('is told which part of its wish is said twice, and not connected', async () => {
    // The library joins what is said twice; other clients write the address as they like.
    const wish = 'commodity=minyakita&commodity=garam-konsumsi';
    const address = `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket&${wish}`;
    const socket = new WebSocket(address);
    const said: string[] = [];
    socket.on('message', (data) => said.push(String(data)));
    await once(socket, 'open');
    socket.send('40');
    await expect.poll(() => said.find((text) => text.startsWith('44')), WAIT).toContain('"duplicate_key"');
    socket.terminate();
  });

  it('leaves pages, and who follows frames, with nothing but these', async () => {
    const page = await follow({ extraHeaders: { origin: url } });
    const framed = await follow({});
    await framed.socket.emitWithAck('subscribe', { commodity: 'gula-konsumsi' });
    const program = await follow({});
    const [stored] = await post({ 'gula-konsumsi': 18_100 });
    await expect.poll(() => program.updates.map((u) => u.seq), WAIT).toContain(stored?.ledger_index);
    expect(framed.updates.map((u) => u.seq)).not.toContain(stored?.ledger_index);
    expect([...page.updates, ...page.syncs]).toEqual([]);
  });
});
