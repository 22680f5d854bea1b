import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { WebSocket } from 'ws';
import * as outlook from '@/lib/http/openapi-outlook';
import { createPool } from '@/lib/store/pool';
import { registerTestDevice } from '../support/device';
import { expectProblem } from './expect-problem';

const url = inject('serverUrl');
const pool = createPool(inject('serverDatabaseUrl'), 1, () => undefined);

function trigger(body: unknown, token = inject('adminToken')): Promise<Response> {
  return fetch(`${url}/api/alerts/trigger`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

const FLOOD = { level: 'warning', message: 'Jalan ke pasar terputus banjir', source: 'Dinas Perdagangan' };

interface Follower {
  readonly messages: Record<string, unknown>[];
  until(good: (message: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  close(): void;
}

async function follow(): Promise<Follower> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/alerts/ws`);
  const messages: Record<string, unknown>[] = [];
  let woken = () => {};
  socket.on('message', (data) => {
    messages.push(JSON.parse(String(data)) as Record<string, unknown>);
    woken();
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return {
    messages,
    async until(good) {
      for (;;) {
        const found = messages.find(good);
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => {
          woken = resolve;
        });
      }
    },
    close: () => socket.close(),
  };
}

describe('the socket of alerts', () => {
  it.each(['level=warning', 'comodity=cabai'])(
    'says that it follows all of them to who asks for %s',
    async (query) => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/api/alerts/ws?${query}`);
      const said: unknown[] = [];
      socket.on('message', (data) => said.push(JSON.parse(String(data))));
      const code = await new Promise((resolve) => socket.once('close', resolve));
      const [field] = query.split('=');
      expect(said).toMatchObject([{ type: 'error', errors: [{ field, code: 'unknown_field' }] }]);
      expect(code).toBe(1008);
    },
  );
});

describe('alerts', () => {
  let follower: Follower;
  beforeAll(async () => {
    follower = await follow();
  });
  afterAll(async () => {
    follower.close();
    await pool.end();
  });

  it('are listed to whoever connects, and every change follows', async () => {
    const greeting = await follower.until((m) => m.type === 'alerts');
    const { type: _type, ...list } = greeting;
    outlook.openAlerts.parse(list);
    const raised = outlook.alert.parse(await (await trigger({ ...FLOOD, market_id: 'PASAR-001' })).json());
    expect(await follower.until((m) => m.id === raised.id)).toEqual(raised);
    expect(raised).toMatchObject({ kind: 'manual', state: 'open', market_id: 'PASAR-001', region_id: 31 });
    const again = await follow();
    const anew = await again.until((m) => m.type === 'alerts');
    again.close();
    expect((anew.alerts as { id: string }[]).map((a) => a.id)).toContain(raised.id);
  });

  it('are open to everybody, and can be asked for by place, item and level', async () => {
    const message = `Banjir ${randomUUID()}`;
    await trigger({ ...FLOOD, level: 'critical', message, commodity: 'beras-medium', region: 31 });
    const answer = async (query: string) =>
      outlook.openAlerts.parse(await (await fetch(`${url}/api/public/alerts/live?${query}`)).json());
    const texts = async (query: string) => (await answer(query)).alerts.map((a) => a.text.id);
    expect(await texts('commodity=beras-medium&region=31&level=critical')).toContain(message);
    expect(await texts('commodity=beras-premium')).not.toContain(message);
    expect(await texts('level=info')).not.toContain(message);
    expect((await answer('limit=1')).alerts).toHaveLength(1);
  });

  it('come by themselves when a price stands above the reference in force', async () => {
    const device = await registerTestDevice(url, inject('adminToken'));
    // A first price is judged by its level alone.
    const { prices } = (await (
      await device.post(device.reading({ prices: { 'bawang-putih': 52_000 } }))
    ).json()) as {
      prices: { lane: string }[];
    };
    expect(prices[0]?.lane).toBe('accepted');
    const found = await follower.until((m) => m.kind === 'reference' && m.commodity === 'bawang-putih');
    const alert = outlook.alert.parse(found);
    expect(alert.evidence.limit_kind).toBe('HAP');
    expect(alert.evidence.gap).toBeCloseTo(52_000 / (alert.evidence.limit ?? 1) - 1, 6);
    expect(alert.text.id).toMatch(
      /^Terdeteksi Bawang Putih Bonggol di DKI Jakarta Rp\u00a052\.000, .* di atas HAP/,
    );
  }, 60_000);

  it('leave an audit row with who raised it', async () => {
    const raised = outlook.alert.parse(await (await trigger(FLOOD)).json());
    const { rows } = await pool.query('SELECT action, actor_kind, after FROM audit WHERE subject = $1', [
      `alert:${raised.id}`,
    ]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ action: 'alert.trigger', actor_kind: 'api-token' });
    expect(rows[0].after).toMatchObject({ level: 'warning', message: FLOOD.message });
  });

  it('that people raised are closed by people, with a reason, and everybody is told', async () => {
    const close = (body: unknown) =>
      fetch(`${url}/api/alerts/close`, {
        method: 'POST',
        headers: { authorization: `Bearer ${inject('adminToken')}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const { id } = outlook.alert.parse(await (await trigger(FLOOD)).json());
    expect((await expectProblem(await close({ id }), 422)).errors[0]?.field).toBe('reason');
    expect((await close({ id, reason: 'Jalan sudah dibuka' })).status).toBe(200);
    await follower.until((m) => m.id === id && m.state === 'closed');
    const open = outlook.openAlerts.parse(await (await fetch(`${url}/api/public/alerts/live`)).json());
    expect(open.alerts.map((a) => a.id)).not.toContain(id);
    await expectProblem(await close({ id, reason: 'Jalan sudah dibuka' }), 409);
    await expectProblem(await close({ id: randomUUID(), reason: 'Jalan sudah dibuka' }), 404);
    const { rows } = await pool.query('SELECT after FROM audit WHERE subject = $1 AND action = $2', [
      `alert:${id}`,
      'alert.close',
    ]);
    expect(rows).toEqual([{ after: { state: 'closed', reason: 'Jalan sudah dibuka' } }]);
  });

  it.each([
    [{ ...FLOOD, level: 'loud' }, 422, 'level'],
    [{ ...FLOOD, message: '' }, 422, 'message'],
    [{ level: 'info', message: 'Tanpa sumber' }, 422, 'source'],
    [{ ...FLOOD, colour: 'red' }, 400, 'colour'],
    [{ ...FLOOD, commodity: 'emas' }, 404, 'commodity'],
    [{ ...FLOOD, market_id: 'PASAR-999' }, 404, 'market_id'],
  ])('are refused with the field named: %j', async (body, status, field) => {
    const { errors } = await expectProblem(await trigger(body), status);
    expect(errors.map((e) => e.field)).toContain(field);
  });

  it('are not raised by a stranger or a device', async () => {
    await expectProblem(await trigger(FLOOD, 'smp_unknown'), 401);
    const device = await registerTestDevice(url, inject('adminToken'));
    await expectProblem(await trigger(FLOOD, device.token), 401);
  });
});
