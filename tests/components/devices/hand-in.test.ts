import { afterEach, describe, expect, it, vi } from 'vitest';
import { handIn } from '@/components/devices/hand-in/hand-in';
import type { QueuedReading } from '@/components/devices/hand-in/phone-queue';

interface Asked {
  readonly path: string;
  readonly body: { readonly readings?: readonly QueuedReading[] };
  readonly token: string | null;
}

type Reply = (asked: Asked) => Response;

const json = (status: number, body: object, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

const STORED = {
  status: 202,
  published_at: '2026-03-02T03:00:00.000Z',
  prices: [{ lane: 'accepted', flags: [], accepted_range: null, ledger_index: 7 }],
};
const stored: Reply = ({ body }) => json(202, { results: (body.readings ?? []).map(() => STORED) });
const lost: Reply = () => {
  throw new TypeError('fetch failed');
};

const reading = (n: number): QueuedReading => ({
  reading_id: `id-${n}`,
  device_id: 'DEV-1',
  timestamp: '2026-03-02T03:00:00.000Z',
  prices: { 'beras-medium': 13_000 + n },
});
const queue = (count: number, appeals = 0) => ({
  readings: Array.from({ length: count }, (_, n) => reading(n)),
  appeals: Array.from({ length: appeals }, (_, id) => ({ device_id: 'DEV-1', body: { id } })),
});

/** A server that gives codes and tokens, and answers all else in turn; the last answer again and again. */
function server(...replies: readonly Reply[]): { readonly asked: Asked[]; readonly waits: number[] } {
  const asked: Asked[] = [];
  const waits: number[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const one = {
      path,
      body: JSON.parse(String(init.body)),
      token: new Headers(init.headers).get('authorization'),
    };
    if (path === '/api/devices/code')
      return json(200, { results: [{ device_id: 'DEV-1', status: 200, enrolment_code: 'once' }] });
    if (path === '/api/auth/token') return json(200, { token: 'secret' });
    asked.push(one);
    const reply = replies[Math.min(asked.length, replies.length) - 1];
    if (reply === undefined) throw new Error('nothing to answer');
    return reply(one);
  });
  return { asked, waits };
}

const send = (count: number, appeals: number, { waits }: { readonly waits: number[] }) =>
  handIn('DEV-1', queue(count, appeals), () => undefined, {
    fetch: (...args) => fetch(...args),
    wait: async (ms) => void waits.push(ms),
  });

afterEach(() => vi.unstubAllGlobals());

describe('a queue that is handed in', () => {
  it('is sent in the device’s name, some at a time, and each reading has its answer', async () => {
    const world = server(stored);
    const done = await send(120, 0, world);
    expect(done.stopped).toBeNull();
    expect(done.readings.map((r) => r.reading.reading_id)).toEqual(
      queue(120).readings.map((r) => r.reading_id),
    );
    expect(world.asked.map((a) => a.body.readings?.length)).toEqual([50, 50, 20]);
    expect(new Set(world.asked.map((a) => a.token))).toEqual(new Set(['Bearer secret']));
  });

  it('waits as long as a busy server asks, and goes on', async () => {
    const world = server(() => json(429, {}, { 'retry-after': '3' }), stored);
    const done = await send(1, 0, world);
    expect(done).toMatchObject({ stopped: null, readings: [{ outcome: { kind: 'stored' } }] });
    expect(world.waits).toEqual([3_000]);
  });

  it('asks again for those readings alone whose answer says nothing', async () => {
    const world = server(() => json(202, { results: [STORED, { status: 503 }] }), stored);
    const done = await send(2, 0, world);
    expect(done.readings).toHaveLength(2);
    expect(world.asked.map((a) => a.body.readings?.map((r) => r.reading_id))).toEqual([
      ['id-0', 'id-1'],
      ['id-1'],
    ]);
  });

  it('says of each refused reading what was wrong, and stores the others', async () => {
    const errors = [{ field: 'timestamp', code: 'clock_out_of_range', message: 'too old' }];
    const world = server(() => json(202, { results: [{ status: 422, errors }, STORED] }));
    const done = await send(2, 0, world);
    expect(done.readings.map((r) => r.outcome)).toMatchObject([
      { kind: 'refused', faults: errors },
      { kind: 'stored' },
    ]);
  });

  it('stops where the network ends, with all that was answered before', async () => {
    const done = await send(60, 1, server(stored, lost));
    expect(done.readings).toHaveLength(50);
    expect(done.stopped).toEqual({ status: 0 });
  });

  it('stops when the device is let in no more', async () => {
    const done = await send(
      1,
      0,
      server(() => json(401, {})),
    );
    expect(done).toMatchObject({ readings: [], stopped: { status: 401 } });
  });

  it('counts an appeal that had arrived after all as taken, and goes on behind one that is refused', async () => {
    const refused = (code: string) => () => json(422, { errors: [{ field: 'id', code, message: '' }] });
    const world = server(refused('already_appealed'), refused('too_late'), () => json(201, {}));
    expect(await send(0, 3, world)).toMatchObject({ appeals: { taken: 2, refused: 1 }, stopped: null });
  });

  it('is not begun for a device that gets no code', async () => {
    const world = server(stored);
    const errors = [{ field: 'device_id', code: 'wrong_state', message: '' }];
    vi.stubGlobal('fetch', async () => json(200, { results: [{ device_id: 'DEV-1', status: 409, errors }] }));
    expect(await send(1, 0, world)).toMatchObject({ readings: [], stopped: { status: 409, errors } });
  });
});
