import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PriceUpdate } from '@/lib/live/events';
import { createApiToken } from '@/lib/services/api-tokens';
import { createPool } from '@/lib/store/pool';
import { createPrisma } from '@/lib/store/prisma-client';
import { followPlainly, type PlainClient } from '../http/live-clients';
import { registerTestDevice, type TestDevice } from '../support/device';
import { signedInPerson } from '../support/people';
import { createTestDatabase, type TestDatabase } from '../support/postgres';
import { startTestServer, type TestServer } from '../support/server';

const ROUNDS = 40;

describe('two servers on one database', () => {
  let database: TestDatabase;
  let servers: readonly [TestServer, TestServer];
  let device: TestDevice;
  let follower: PlainClient;
  beforeAll(async () => {
    database = await createTestDatabase('embedded');
    const env = { JWT_SECRET: randomUUID().repeat(2), NEXTAUTH_SECRET: randomUUID().repeat(2) };
    const options = { databaseUrl: database.url, env };
    servers = [await startTestServer(options), await startTestServer(options)];
    const pool = createPool(database.url, 1, () => undefined);
    const db = createPrisma(pool);
    const { token } = await createApiToken(db, { role: 'admin', name: 'tests', expiresAt: null });
    await db.$disconnect();
    await pool.end();
    device = await registerTestDevice(servers[0].url, token);
    follower = await followPlainly(servers[1].url);
  });
  afterAll(async () => {
    follower.close();
    await Promise.all(servers.map((server) => server.stop()));
    await database.drop();
  });

  const updates = () =>
    follower.messages.filter((m) => m.type === 'price_update') as unknown as PriceUpdate[];

  /** Sends one price to either server. @returns its place in the ledger */
  async function send(server: TestServer, price: number): Promise<number> {
    const response = await fetch(`${server.url}/ingest`, {
      method: 'POST',
      headers: { authorization: `Bearer ${device.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(device.reading({ prices: { 'beras-medium': price } })),
    });
    const { prices } = (await response.json()) as { prices: { ledger_index: number }[] };
    return prices[0]?.ledger_index ?? Number.NaN;
  }

  it('tell whoever follows one of them what the other one took in, each price once', async () => {
    const sent: number[] = [];
    for (let i = 0; i < ROUNDS; i++) {
      const at = [servers[0], servers[1]] as const;
      sent.push(...(await Promise.all(at.map((server, n) => send(server, 13_000 + 10 * i + n)))));
    }
    await expect
      .poll(() => new Set(updates().map((u) => u.seq)).size, { timeout: 20_000 })
      .toBe(new Set(sent).size);
    expect(
      updates()
        .map((u) => u.seq)
        .sort((a, b) => a - b),
    ).toEqual([...new Set(sent)].sort((a, b) => a - b));
  });

  it('follow within a second what two people decide, one at each', async () => {
    const usual = await send(servers[0], 13_500);
    expect(usual).toBeGreaterThan(0);
    const wrong = await send(servers[0], 135_000);
    const people = await Promise.all(
      servers.map((server) => signedInPerson(server.url, database.url, { role: 'validator' })),
    );
    const decide = (n: 0 | 1, decision: string) =>
      fetch(`${servers[n].url}/api/review/${wrong}/decision`, {
        method: 'POST',
        headers: {
          origin: servers[n].url,
          cookie: people[n]?.cookie ?? '',
          'content-type': 'application/json',
        },
        body: JSON.stringify({ decision, reason: 'other', note: 'called the market by phone' }),
      });
    const shown = async (server: TestServer) => {
      const answer = await fetch(
        `${server.url}/api/public/commodity/price/live?market_id=PASAR-001&commodity=beras-medium`,
      );
      return ((await answer.json()) as { prices: { price: number }[] }).prices[0]?.price;
    };
    /** What a judge that remembers the newest price says of a price. */
    const change = async (server: TestServer, price: number) => {
      const answer = await fetch(`${server.url}/api/validation/price/check`, {
        method: 'POST',
        headers: { authorization: `Bearer ${device.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(device.reading({ prices: { 'beras-medium': price } })),
      });
      return ((await answer.json()) as { prices: { price_change: number }[] }).prices[0]?.price_change;
    };
    const follow = { timeout: 20_000, interval: 50 };
    for (const [decision, price] of [
      ['accept', 135_000],
      ['undo', 13_500],
    ] as const) {
      expect((await decide(0, decision)).status).toBe(200);
      expect((await decide(1, decision)).status).toBe(200);
      const decided = performance.now();
      for (const server of servers) {
        await expect.poll(() => shown(server), follow).toBe(price);
        await expect.poll(() => change(server, 2 * price), follow).toBeCloseTo(1, 2);
      }
      console.log(
        `both servers had learnt "${decision}" after ${Math.round(performance.now() - decided)} ms`,
      );
      await expect
        .poll(
          () =>
            updates()
              .filter((u) => u.observation === wrong)
              .at(-1)?.lane,
          follow,
        )
        .toBe(decision === 'accept' ? 'accepted' : 'quarantined');
    }
  });

  it('show the same board, and weigh against each other’s prices', async () => {
    const price = 13_555;
    await send(servers[0], price);
    const shown = async (server: TestServer) => {
      const response = await fetch(
        `${server.url}/api/public/commodity/price/live?market_id=PASAR-001&commodity=beras-medium`,
      );
      return ((await response.json()) as { prices: { price: number }[] }).prices[0]?.price;
    };
    for (const server of servers) await expect.poll(() => shown(server), { timeout: 20_000 }).toBe(price);
    const judged = await fetch(`${servers[1].url}/api/validation/price/check`, {
      method: 'POST',
      headers: { authorization: `Bearer ${device.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(device.reading({ prices: { 'beras-medium': 2 * price } })),
    });
    const { prices } = (await judged.json()) as { prices: { price_change: number }[] };
    expect(prices[0]?.price_change).toBeCloseTo(1, 2);
  });
});
