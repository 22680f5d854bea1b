import { existsSync } from 'node:fs';
import { describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from '@/lib/http/openapi';
import { DESCRIBED_DOORS } from '@/lib/http/openapi-doors';
import { HOT_ROUTES } from '@/lib/http/routes';
import { registerTestDevice } from '../support/device';
import { expectProblem } from './expect-problem';

const url = inject('serverUrl');

interface Described {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, { parameters?: { name: string; required: boolean }[] }>>;
}

/** `/ledger/tile/{path}` stands for `/ledger/tile/*`. */
const asRoute = (path: string) => path.replace(/\{\w+\}$/, '*');

/** The form that the description gives an answer. */
function answerOf(id: string): z.ZodType {
  const answer = DESCRIBED_DOORS.find((d) => d.id === id)?.answer;
  if (answer === undefined) throw new Error(`no described answer "${id}"`);
  return answer;
}

async function expectDescribed(id: string, response: Response): Promise<void> {
  const body = await response.json();
  expect(response.ok, JSON.stringify(body)).toBe(true);
  const parsed = answerOf(id).safeParse(body);
  expect(parsed.success ? '' : z.prettifyError(parsed.error)).toBe('');
}

describe('the description of the API', () => {
  it('is served as it is built, to anybody', async () => {
    const response = await fetch(`${url}/api/openapi.json`);
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const served = (await response.json()) as Described;
    expect(served.openapi).toBe('3.1.0');
    expect(served).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  });

  it('names every hot route, and none that is not there', () => {
    const { paths } = JSON.parse(JSON.stringify(openApiDocument())) as Described;
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${asRoute(path)}`),
    );
    const hot = HOT_ROUTES.map(({ method, path }) => `${method} ${path}`);
    expect(described).toEqual(expect.arrayContaining(hot));
    // What is not hot lies behind Next's router, in a file of its own.
    for (const { method, path, id } of DESCRIBED_DOORS) {
      if (hot.includes(`${method.toUpperCase()} ${asRoute(path)}`)) continue;
      const file = `app${path.replace(/\{(\w+)\}/g, '[$1]')}/route.ts`;
      expect(existsSync(file), `${id}: ${file}`).toBe(true);
    }
  });

  it('says which parameters are needed as the doors do', async () => {
    const { paths } = (await (await fetch(`${url}/api/openapi.json`)).json()) as Described;
    const headers = { authorization: `Bearer ${inject('adminToken')}` };
    for (const [path, { get }] of Object.entries(paths)) {
      const needed = (get?.parameters ?? []).filter((p) => p.required && !path.includes(`{${p.name}}`));
      if (needed.length === 0) continue;
      const { errors } = await expectProblem(
        await fetch(url + path.replace(/\{\w+\}/, '0'), { headers }),
        422,
      );
      expect(errors.map((e) => e.field).sort()).toEqual(needed.map((p) => p.name).sort());
    }
  });

  it('describes the answers to readings as they are, single and in batches', async () => {
    const device = await registerTestDevice(url, inject('adminToken'));
    await expectDescribed('ingest', await device.post(device.reading()));
    const timestamp = new Date(Date.now() - 5_000).toISOString();
    const mixed = { readings: [device.reading({ timestamp }), device.reading({ prices: { batu: 1 } })] };
    await expectDescribed('ingest', await device.post(mixed));
    const check = await fetch(`${url}/api/validation/price/check`, {
      method: 'POST',
      headers: { authorization: `Bearer ${device.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(device.reading({ timestamp: new Date().toISOString() })),
    });
    await expectDescribed('check', check);
    const round = await fetch(`${url}/api/field/round`, {
      headers: { authorization: `Bearer ${device.token}` },
    });
    await expectDescribed('round', round);
  });

  it('describes every open answer as it is', async () => {
    const device = await registerTestDevice(url, inject('adminToken'));
    await device.post(device.reading());
    const asked = [
      ['board', '/api/public/board'],
      ['map', '/api/public/map?commodity=bawang-merah'],
      ['live', '/api/public/commodity/price/live'],
      ['live', '/api/public/commodity/price/live?commodity=beras-medium'],
      ['live', '/api/public/commodity/price/live?market_id=PASAR-001'],
      ['history', '/api/public/commodity/price/history?commodity=bawang-merah&market_id=PASAR-001'],
      ['updates', '/api/public/updates?after=0'],
      ['integrity', '/api/blockchain/integrity/check'],
      ['alive', '/api/health/live'],
      ['ready', '/api/health/ready'],
    ] as const;
    for (const [id, path] of asked) await expectDescribed(id, await fetch(url + path));
  });

  it('describes what a device is given when it is registered and when it redeems its code', async () => {
    const registered = await fetch(`${url}/api/auth/device/register`, {
      method: 'POST',
      headers: { authorization: `Bearer ${inject('adminToken')}`, 'content-type': 'application/json' },
      body: JSON.stringify({ market_id: 'PASAR-001', device_id: `DEV-API-${Date.now()}` }),
    });
    const { enrolment_code: code } = (await registered.clone().json()) as { enrolment_code: string };
    await expectDescribed('register', registered);
    const redeemed = await fetch(`${url}/api/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    await expectDescribed('token', redeemed);
  });

  it('writes names in examples where a shell puts in what they stand for', () => {
    for (const sample of DESCRIBED_DOORS.flatMap((d) => d.curl)) {
      const literal = sample.replace(/"[^"']*"/g, '').match(/'[^']*'/g) ?? [];
      expect(literal.filter((part) => part.includes('$'))).toEqual([]);
    }
  });

  it('gives examples that run as they stand', async () => {
    const device = await registerTestDevice(url, inject('adminToken'));
    const prices = { 'beras-medium': 13_500, 'cabai-rawit-merah': 48_000 };
    expect((await device.post(device.reading())).status).toBe(202);
    expect((await device.post(device.reading({ prices }))).status).toBe(202);
    // A full tile takes 256 leaves, more than a fresh ledger holds.
    const examples = DESCRIBED_DOORS.filter(
      (d) => d.method === 'get' && d.token === undefined && !/\{path\}/.test(d.path),
    );
    for (const sample of examples.flatMap((d) => d.curl)) {
      const path = /^"?\$SMP([^\s"]+)"?$/.exec(sample)?.[1];
      if (path === undefined) throw new Error(`this example is no plain GET: ${sample}`);
      const response = await fetch(url + path);
      expect(`${path} ${response.status}`).toBe(`${path} 200`);
    }
  });
});
