import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { followByBrowser, followPlainly } from '../http/live-clients';
import { createTestDatabase, type TestDatabase } from '../support/postgres';
import { ended, startTestServer, type TestServer } from '../support/server';
import { auditDatabase, SOUND } from './audit';
import { type Acknowledged, pause, registerSenders, type Sender } from './load';

interface Seen {
  readonly acknowledged: Acknowledged[];
  /** What was sent before the signal and got no answer, or another one than 202 at any time. */
  readonly failed: string[];
  signalled: boolean;
}

/** One reading after the other, until the server has been told to stop and nobody listens any more. */
async function sendUntilGone(url: string, { deviceId, token }: Sender, seen: Seen): Promise<void> {
  for (let i = 0; ; i++) {
    const before = !seen.signalled;
    const prices = { 'beras-medium': 13_000 + i };
    const reading = {
      timestamp: new Date().toISOString(),
      market_id: 'PASAR-001',
      device_id: deviceId,
      prices,
    };
    const body = JSON.stringify(reading);
    try {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const response = await fetch(`${url}/ingest`, { method: 'POST', headers, body });
      const answer = await response.text();
      if (response.status === 202) seen.acknowledged.push({ deviceId, body, answer });
      else seen.failed.push(`${response.status} ${answer}`);
    } catch (error) {
      if (before) seen.failed.push(String((error as Error).cause ?? error));
      if (seen.signalled) return;
    }
  }
}

/** A stop that takes longer than this is no graceful one; the operator's own limit. */
const STOP_LIMIT = { timeout: 60_000 };

describe('a server that is asked to stop under load', () => {
  let server: TestServer | null = null;
  let database: TestDatabase | null = null;
  afterEach(async () => {
    if (server !== null) await ended(server.process, 'SIGKILL');
    await database?.drop();
  });

  async function start() {
    database = await createTestDatabase();
    server = await startTestServer({ databaseUrl: database.url });
    return { server, database, senders: await registerSenders(server.url, database.url, 20) };
  }

  it(
    'answers every request that it was sent before, tells its sockets, and ends with 0',
    STOP_LIMIT,
    async () => {
      const running = await start();
      const { url } = running.server;
      const browser = await followByBrowser(url, {});
      const plain = await followPlainly(url);
      const farewells: unknown[] = [];
      browser.socket.on('closing', (closing) => farewells.push(closing));
      const seen: Seen = { acknowledged: [], failed: [], signalled: false };
      const work = running.senders.map((sender) => sendUntilGone(url, sender, seen));
      await pause(1_500);
      seen.signalled = true;
      const code = await ended(running.server.process, 'SIGTERM');
      await Promise.all(work);
      expect(seen.failed).toEqual([]);
      expect(code).toBe(0);
      expect(farewells).toEqual([{ retry_ms: expect.any(Number) }]);
      expect(plain.messages.at(-1)).toMatchObject({ type: 'closing', retry_ms: expect.any(Number) });
      expect(seen.acknowledged.length).toBeGreaterThan(50);
      expect(await auditDatabase(running.database.url, seen.acknowledged)).toMatchObject(SOUND);
    },
  );

  it(
    'waits neither for a sender that never ends nor for a socket that does not say goodbye',
    STOP_LIMIT,
    async () => {
      const running = await start();
      const { hostname, port } = new URL(running.server.url);
      const slow = connect(Number(port), hostname);
      slow.write(
        `POST /ingest HTTP/1.1\r\nHost: smp\r\nAuthorization: Bearer ${running.senders[0]?.token}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
      );
      slow.on('error', () => undefined);
      const mute = connect(Number(port), hostname);
      mute.on('error', () => undefined);
      mute.write(
        'GET /ws/prices HTTP/1.1\r\nHost: smp\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
      );
      await new Promise((resolve) => mute.once('data', resolve));
      expect(await ended(running.server.process, 'SIGTERM')).toBe(0);
    },
  );

  it('ends at once when it is asked a second time', STOP_LIMIT, async () => {
    const running = await start();
    const { hostname, port } = new URL(running.server.url);
    // Something to wait for.
    const slow = connect(Number(port), hostname);
    slow.on('error', () => undefined);
    slow.write(
      `POST /ingest HTTP/1.1\r\nHost: smp\r\nAuthorization: Bearer ${running.senders[0]?.token}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
    );
    await pause(200);
    // One Ctrl-C arrives from the terminal and from the programs in between: that is asking once.
    for (let times = 0; times < 3; times++) running.server.process.kill('SIGTERM');
    await pause(1_000);
    expect(running.server.process.exitCode).toBeNull();
    expect(await ended(running.server.process, 'SIGTERM')).toBe(130);
  });
});
