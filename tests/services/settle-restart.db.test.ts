import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createApiToken } from '@/lib/services/api-tokens';
import { verifyStoredLedger } from '@/lib/services/verify-stored-ledger';
import { registerTestDevice } from '../support/device';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { differingDays, differingHours } from '../support/rollup-check';
import { ended, startTestServer } from '../support/server';

const START = Date.parse('2026-06-01T03:00:00Z');
const HOURS = 3_600_000;

describe('the second look of a real server', () => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await openSeededDatabase();
  });
  afterAll(() => database?.close());

  const start = (now: number) =>
    startTestServer({
      databaseUrl: database.url,
      env: { SMP_NOW: new Date(now).toISOString(), JWT_SECRET: 'a secret of thirty-two characters or more' },
    });

  it('decides after a kill and three days of silence what was held before, and tells the open sockets', async () => {
    const { token } = await createApiToken(database.db, { role: 'admin', name: 'test', expiresAt: null });
    const server = await start(START);
    const device = await registerTestDevice(server.url, token);
    const send = async (price: number, hour: number) => {
      const timestamp = new Date(START - hour * HOURS).toISOString();
      const response = await device.post({
        ...device.reading({ prices: { 'gula-konsumsi': price } }),
        timestamp,
      });
      const { prices } = (await response.json()) as { prices: { lane: string; ledger_index: number }[] };
      return prices[0];
    };
    for (let day = 6; day > 0; day--) expect((await send(18_000, 24 * day))?.lane).toBe('accepted');
    const held = await send(20_150, 0);
    expect(held?.lane).toBe('provisional');
    await ended(server.process, 'SIGKILL');

    const later = await start(START + 73 * HOURS);
    const heard: Record<string, unknown>[] = [];
    const socket = new WebSocket(`${later.url.replace('http', 'ws')}/ws/prices`);
    socket.on('message', (data) => heard.push(JSON.parse(String(data)) as Record<string, unknown>));
    try {
      await expect.poll(() => heard.some((m) => m.type === 'sync'), { timeout: 20_000 }).toBe(true);
      const decided = await database.column<Record<string, unknown>>(
        `SELECT json_build_object('id', v.id::int, 'lane', v.lane, 'now', o.lane, 'flags', v.flags) AS value
         FROM verdict v JOIN observation o ON o.id = v.observation_id
         WHERE v.observation_id = $1 AND v.id > v.observation_id`,
        [held?.ledger_index],
      );
      expect(decided).toHaveLength(1);
      expect(decided[0]?.now).toBe(decided[0]?.lane);
      expect(heard.find((m) => m.type === 'sync')).toMatchObject({ seq: Number(decided[0]?.id) + 1 });
      const news = heard.find((m) => m.observation === held?.ledger_index);
      expect(news).toMatchObject({ seq: decided[0]?.id, lane: 'accepted', flags: ['uncontradicted'] });
      const metrics = await (await fetch(`${later.url}/metrics`)).text();
      expect(metrics).toMatch(/smp_second_looks_total\{lane="\w+",reason="\w+"\} 1/);
      expect(await differingDays(database.pool)).toEqual([]);
      expect(await differingHours(database.pool)).toEqual([]);
      expect(await verifyStoredLedger(database.pool)).toMatchObject({ ok: true });
    } finally {
      socket.close();
      await later.stop();
    }
  });
});
