import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/postgres';
import { startTestServer, type TestServer } from '../support/server';
import { auditDatabase } from './audit';
import { type Acknowledged, registerSenders, type Sender } from './load';

const SENDERS = 60;
const MESSAGES_EACH = 6;
const BATCH = 100;

interface BatchAnswer {
  readonly results: readonly { readonly status: number }[];
}

describe('many times more readings than can be stored', () => {
  let server: TestServer;
  let database: TestDatabase;
  let senders: readonly Sender[];
  beforeAll(async () => {
    database = await createTestDatabase();
    server = await startTestServer({ databaseUrl: database.url });
    senders = await registerSenders(server.url, database.url, SENDERS);
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const readings = ({ deviceId }: Sender, count: number) =>
    Array.from({ length: count }, () => ({
      timestamp: new Date().toISOString(),
      market_id: 'PASAR-001',
      device_id: deviceId,
      reading_id: randomUUID(),
      prices: { 'beras-medium': 13_400, 'bawang-merah': 40_000 },
    }));
  const send = (sender: Sender, body: object) =>
    fetch(`${server.url}/ingest`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sender.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('are refused whole and told when to come back; what was acknowledged is stored, once', async () => {
    const acknowledged: Acknowledged[] = [];
    const refused: (string | null)[] = [];
    // Nothing can be stored until the first were refused: how fast this machine is does not matter.
    const release = await holdLedger(database.url);
    const sending = Promise.all(
      senders.map(async (sender) => {
        for (let n = 0; n < MESSAGES_EACH; n++) {
          const batch = readings(sender, BATCH);
          const response = await send(sender, { readings: batch });
          if (response.status === 429) {
            refused.push(response.headers.get('retry-after'));
            await response.arrayBuffer();
            continue;
          }
          expect(response.status).toBe(202);
          const { results } = (await response.json()) as BatchAnswer;
          expect(results.map((r) => r.status)).toEqual(batch.map(() => 202));
          for (const result of results)
            acknowledged.push({ deviceId: sender.deviceId, body: '', answer: JSON.stringify(result) });
        }
      }),
    );
    sending.catch(() => undefined);
    await expect
      .poll(() => refused.length, { timeout: 30_000 })
      .toBeGreaterThan(0)
      .finally(release);
    await sending;
    expect(refused.every((seconds) => Number(seconds) >= 1)).toBe(true);
    expect(acknowledged.length).toBeGreaterThan(0);

    const [neighbour] = senders;
    if (neighbour === undefined) throw new Error('no sender');
    expect((await send(neighbour, readings(neighbour, 1)[0] ?? {})).status).toBe(202);
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toMatch(/^smp_readings_inside 0$/m);
    expect(metrics).toMatch(/^smp_queue_depth 0$/m);
    expect(await auditDatabase(database.url, acknowledged)).toEqual({
      lost: 0,
      duplicated: 0,
      differingRollups: 0,
      ledger: '',
      storedReadings: acknowledged.length + 1,
    });
  });
});

/** Holds the head of the ledger, which every commit moves. @returns lets go of it */
async function holdLedger(databaseUrl: string): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('BEGIN');
  await client.query('SELECT FROM ledger_head WHERE id = 1 FOR UPDATE');
  return async () => {
    await client.query('COMMIT');
    await client.end();
  };
}
