import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseAway } from '@/lib/http/database-away';
import { healthReady } from '@/lib/http/health';
import { openApiDocument } from '@/lib/http/openapi';
import { type Runtime, setRuntime } from '@/lib/runtime';
import { createPool } from '@/lib/store/pool';

/** What PostgreSQL says to whom it lets in: that it does, and that it waits for a question. */
const WELCOME = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);

describe('while the database is away', () => {
  const sockets = new Set<Socket>();
  /** Lets everybody in and answers no question, as one does whose machine is frozen. */
  const frozen = createServer((socket) => {
    sockets.add(socket);
    socket.once('data', () => socket.write(WELCOME));
    socket.on('error', () => undefined);
  });
  beforeAll(() => new Promise<void>((resolve) => frozen.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    frozen.close();
  });

  it('readiness is answered with 503 by a server whose database gives no answer at all', async () => {
    const { port } = frozen.address() as AddressInfo;
    const pool = createPool(`postgresql://smp:x@127.0.0.1:${port}/smp`, 1, () => undefined);
    setRuntime({
      pool,
      ready: () => true,
      config: { dataDir: '/' },
      writer: { queued: 0 },
      seq: () => 7,
      metrics: { answered: () => undefined },
    } as unknown as Runtime);
    const answer = await healthReady.answer({
      method: 'GET',
      url: 'http://x/api/health/ready',
      headers: new Headers(),
      body: null,
      text: async () => '',
    });
    expect(answer.status).toBe(503);
    expect(JSON.parse(String(answer.body))).toMatchObject({ status: 'not ready', database: false });
    await pool.end();
  });

  it('a statement that waited too long for a lock is no fault of ours: the caller is told to come back', () => {
    const cancelled = Object.assign(new Error('canceling statement due to statement timeout'), {
      code: '57014',
    });
    expect(databaseAway(cancelled)).toMatchObject({ code: 'UNAVAILABLE', retryAfter: 2 });
  });

  // In the words of `pg` and `pg-pool`, which give these errors no code.
  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'timeout expired',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
  ])('whoever meets a connection that is gone is told to come back: %s', (message) => {
    expect(databaseAway(new Error(message))).toMatchObject({ code: 'UNAVAILABLE', retryAfter: 2 });
  });

  it('is told in the description of every door that looks at the database, and when to come back', () => {
    const { paths } = JSON.parse(JSON.stringify(openApiDocument())) as {
      paths: Record<string, Record<string, { responses: Record<string, { headers?: object }> }>>;
    };
    const silent = Object.entries(paths).flatMap(([path, methods]) =>
      Object.values(methods).flatMap(({ responses }) => {
        const tells = path === '/api/health/ready' || responses[503]?.headers !== undefined;
        return tells ? [] : [path];
      }),
    );
    expect(silent).toEqual(['/api/health/live', '/metrics', '/api/openapi.json']);
  });
});
