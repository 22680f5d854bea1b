import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChurn } from '../support/churn';
import { startTestServer, type TestServer } from '../support/server';
import { pause, registerSenders, startLoad } from './load';

const CLIENTS = 40;
const COME_AND_GO = 10 * CLIENTS;
/** Connections to the database and of the senders that may be open in one moment and not in another. */
const MORE_OR_LESS = 12;

describe('a server whose readers come and go', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(async () => {
    await server?.stop();
  });

  it('lets everybody in, and keeps nothing of those who left, with or without a goodbye', async () => {
    const load = startLoad(await registerSenders(server.url, server.databaseUrl, 4), () => server.url, 20);
    while (load.acknowledged() < 40) await pause(20);
    const before = openFiles(server);
    const churn = await startChurn(server.url, CLIENTS, 5);
    await expect.poll(() => clients(server), { timeout: 20_000 }).toBeGreaterThanOrEqual(CLIENTS);
    while (churn.came() < COME_AND_GO) await pause(20);
    await churn.end();
    expect(churn.broken()).toBe(0);
    await expect.poll(() => clients(server), { timeout: 20_000 }).toBe(0);
    if (before !== null)
      await expect
        .poll(() => openFiles(server), { timeout: 20_000 })
        .toBeLessThanOrEqual(before + MORE_OR_LESS);
    expect((await load.finish()).unexpected).toEqual([]);
  });
});

async function clients({ url }: TestServer): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^smp_socket_clients (\d+)$/m.exec(metrics)?.[1]);
}

/** `null` where the system does not tell. */
function openFiles({ process: { pid } }: TestServer): number | null {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return null;
  }
}
