import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectProblem } from '../http/expect-problem';
import { createTestDatabase, type TestDatabase } from '../support/postgres';
import { startTestServer, type TestServer } from '../support/server';
import { registerSenders } from './load';

/** The least that a bucket holds, so that the largest batch fits. */
const BURST = 500;

describe('a device that sends faster than it may', () => {
  let server: TestServer;
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    server = await startTestServer({ databaseUrl: database.url, env: { SMP_DEVICE_RATE: '1' } });
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  it('is told when to come back, and its neighbours do not feel it', async () => {
    const [greedy, modest] = await registerSenders(server.url, database.url, 2);
    if (greedy === undefined || modest === undefined) throw new Error('no devices');
    const send = (sender: typeof greedy, count: number, ago: number) =>
      fetch(`${server.url}/ingest`, {
        method: 'POST',
        headers: { authorization: `Bearer ${sender.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          readings: Array.from({ length: count }, (_, i) => ({
            timestamp: new Date(Date.now() - 10 * (ago + i)).toISOString(),
            market_id: 'PASAR-001',
            device_id: sender.deviceId,
            prices: { 'beras-medium': 13_000 },
          })),
        }),
      });
    expect((await send(greedy, BURST, 0)).status).toBe(202);
    const refused = await send(greedy, 100, BURST);
    const wait = Number(refused.headers.get('retry-after'));
    await expectProblem(refused, 429);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(100);
    expect((await send(modest, 100, 0)).status).toBe(202);
  });
});
