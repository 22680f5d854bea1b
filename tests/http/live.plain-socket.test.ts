import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { WebSocket } from 'ws';
import { registerTestDevice, type TestDevice } from '../support/device';
import { expectHealthy } from './expect-problem';
import { followPlainly, type PlainClient, postPrices } from './live-clients';
import { rawRequest } from './raw-request';

const url = inject('serverUrl');
const WAIT = { timeout: 10_000 };

describe('WS /ws/prices', () => {
  let device: TestDevice;
  const open: PlainClient[] = [];
  beforeAll(async () => {
    device = await registerTestDevice(url, inject('adminToken'));
  });
  afterEach(async () => {
    for (const client of open.splice(0)) client.close();
    await expectHealthy(url);
  });

  async function follow(query?: string): Promise<PlainClient> {
    const client = await followPlainly(url, query);
    open.push(client);
    return client;
  }
  const reading = (prices: Record<string, number>, ago = 0) =>
    // Of its own name: two of one device in the same millisecond, one of them from the past, would be one reading.
    device.reading({
      reading_id: randomUUID(),
      timestamp: new Date(Date.now() - ago).toISOString(),
      prices,
    });

  it('sends one price_update a price, in rising order, and then how far the ledger is', async () => {
    const client = await follow();
    const stored: number[] = [];
    for (let i = 0; i < 10; i++) {
      const prices = await postPrices(
        device,
        reading({ 'bawang-merah': 40_000, garam: 12_000 }, 1000 * (i + 1)),
      );
      stored.push(...prices.map((p) => p.ledger_index));
    }
    await expect.poll(() => client.seqs(), WAIT).toEqual(expect.arrayContaining(stored));
    const seqs = client.seqs();
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
    const end = Math.max(...stored);
    await expect
      .poll(() => client.messages.filter((m) => m.type === 'sync').map((m) => Number(m.seq)), WAIT)
      .toEqual(expect.arrayContaining([expect.toSatisfy((seq: number) => seq > end)]));
  });

  it.each([
    ['?commodity=gula-konsumsi', 'commodity', 'gula-konsumsi'],
    ['?commodity=gula-konsumsi&market_id=PASAR-001', 'commodity', 'gula-konsumsi'],
    ['?commodity=Gula%20Konsumsi&market_id=PASAR-001', 'commodity', 'gula-konsumsi'],
    ['?commodity=gula-konsumsi&region=31', 'region_id', 31],
    ['?commodity=gula-konsumsi&region=jakarta', 'region_id', 31],
  ])('with %s sends nothing else', async (query, field, value) => {
    const client = await follow(query);
    const prices = await postPrices(device, reading({ 'gula-konsumsi': 18_000, minyakita: 16_000 }));
    const [mine, other] = prices.map((p) => p.ledger_index);
    await expect.poll(() => client.seqs(), WAIT).toContain(mine);
    await expect.poll(() => client.messages.some((m) => m.type === 'sync'), WAIT).toBe(true);
    expect(client.seqs()).not.toContain(other);
    for (const m of client.messages.filter((m) => m.type === 'price_update')) expect(m[field]).toBe(value);
  });

  it.each([
    ['?region=atlantis', 'region', undefined],
    ['?region=jawa%20barta', 'region', 'Jawa Barat'],
    ['?market_id=PASAR-01', 'market_id', 'PASAR-001'],
    ['?commodity=beras-medum', 'commodity', 'beras-medium'],
    ['?market_id=PASAR-001&region=32', 'market_id', undefined],
    ['?comodity=beras-medium', 'comodity', 'commodity'],
    ['?colour=red', 'colour', undefined],
    ['?commodity=beras-medium&commodity=garam', 'commodity', undefined],
    ['?region=&region=31', 'region', undefined],
  ])('with %s says that %s is wrong, and closes', async (query, field, meant) => {
    const client = await follow(query);
    const [code, reason] = await new Promise<[number, string]>((resolve) => {
      client.socket.once('close', (number, text) => resolve([number, String(text)]));
    });
    expect(code).toBe(1008);
    expect(reason).toContain(field);
    expect(client.messages).toEqual([expect.objectContaining({ type: 'error' })]);
    const errors = client.messages[0]?.errors as readonly { field: string; candidates?: string[] }[];
    expect(errors[0]?.field).toBe(field);
    expect(errors[0]?.candidates?.[0]).toBe(meant);
  });

  it('closes also where what is wrong is more than a close may say', async () => {
    const client = await follow(`?${Array.from({ length: 40 }, (_, i) => `warna-é${i}=x`).join('&')}`);
    const code = await new Promise<number>((resolve) => client.socket.once('close', resolve));
    expect(code).toBe(1008);
    expect(client.messages).toEqual([expect.objectContaining({ type: 'error' })]);
  });

  it('closes on a client that sends more than it may, and on nobody else', async () => {
    const [quiet, loud] = [await follow(), await follow()];
    const closed = new Promise<number>((resolve) => loud.socket.once('close', resolve));
    loud.socket.send('x'.repeat(5_000));
    expect(await closed).toBe(1009);
    expect(quiet.socket.readyState).toBe(WebSocket.OPEN);
  });

  it.each(['/ws/nothing', '/', '/ingest'])('does not open a socket at %s', async (path) => {
    const answer = await rawRequest(url, [
      `GET ${path} HTTP/1.1\r\nHost: smp\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`,
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    ]);
    expect(answer.status).toBe(404);
  });

  it('survives a handshake that is none', async () => {
    const lines =
      'GET /ws/prices?region=%ff%fe HTTP/1.1\r\nHost: smp\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    expect((await rawRequest(url, [lines])).status).toBe(400);
  });

  it('survives an address that is none', async () => {
    const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n';
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
    const answer = await rawRequest(url, [`GET //[/ws/prices HTTP/1.1\r\nHost: smp\r\n${upgrade}${key}`]);
    expect(answer.status).toBe(404);
  });
});
