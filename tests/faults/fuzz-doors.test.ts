import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiDocument } from '@/lib/http/openapi';
import type { DescribedDoor } from '@/lib/http/openapi-door';
import { DESCRIBED_DOORS } from '@/lib/http/openapi-doors';
import { createApiToken } from '@/lib/services/api-tokens';
import { createPool } from '@/lib/store/pool';
import { createPrisma } from '@/lib/store/prisma-client';
import { expectHealthy, type ProblemBody } from '../http/expect-problem';
import { registerTestDevice, type TestDevice } from '../support/device';
import { hostile, type JsonSchema, type SchemaWorld, spoiltValue } from '../support/json-schema-arbitrary';
import { createTestDatabase, type TestDatabase } from '../support/postgres';
import { startTestServer, type TestServer } from '../support/server';

/** Requests to each door; `FUZZ_RUNS=10000` is the long form. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 60);
const SEED = Number(process.env.FUZZ_SEED ?? 20_251_212);

interface Parameter {
  readonly in: 'query' | 'path';
  readonly name: string;
  readonly required?: boolean;
  readonly schema: JsonSchema;
}
interface Operation {
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: {
    readonly content: { readonly 'application/json': { readonly schema: JsonSchema } };
  };
  readonly responses: Readonly<Record<string, unknown>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<'schemas' | 'parameters', Readonly<Record<string, unknown>>>>;
}

const api = JSON.parse(JSON.stringify(openApiDocument())) as Document;

function component<T>(kind: 'schemas' | 'parameters', ref: string): T {
  const found = api.components[kind][ref.split('/').at(-1) ?? ''];
  if (found === undefined) throw new Error(`the description has no ${ref}`);
  return found as T;
}

/** Answers of any door, whatever it is described with: nothing there, another method, too much, too long an address. */
const ANYWHERE = [404, 405, 413, 414, 429, 431];

/** What exists on that server, and little that does not. */
function worldOf({ deviceId }: TestDevice): SchemaWorld {
  const times = Array.from({ length: 200 }, (_, i) => new Date(Date.now() - i * 61_007).toISOString());
  return {
    resolve: (ref) => component<JsonSchema>('schemas', ref),
    known: {
      commodity: ['beras-medium', 'bawang-merah', 'cabai', 'Beras Medium', 'emas'],
      commodities: ['beras-medium', 'bawang-merah'],
      market_id: ['PASAR-001', 'PASAR-001', 'pasar-001', 'PASAR-404'],
      device_id: [deviceId, deviceId, deviceId, 'DEV-404'],
      device_ids: [deviceId, 'DEV-404'],
      timestamp: times,
      region: [31, 99, 'JAKARTA', 'DKI Jakarta'],
      price: [13_400, 40_000, 250_000, '18000', 13_500.5],
      unit: ['kg', 'ons', 'liter'],
      after: [0, 1],
      id: [0, 1, 2, 3],
      index: [0, 1, 2],
      reason: ['confirmed_by_call', 'typing_error', 'other'],
      person: ['nobody@example.org'],
      csv: [`market_id,device_id\nPASAR-001,CSV-${deviceId}`],
    },
  };
}

describe('whatever is sent to a door', () => {
  let server: TestServer;
  let database: TestDatabase;
  let adminToken: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    server = await startTestServer({ databaseUrl: database.url });
    const pool = createPool(database.url, 1, () => undefined);
    const db = createPrisma(pool);
    adminToken = (await createApiToken(db, { role: 'admin', name: 'fuzz', expiresAt: null })).token;
    await db.$disconnect();
    await pool.end();
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  it.each(DESCRIBED_DOORS)('$method $path answers as it is described, and lives on', async (described) => {
    const { method, path, token, body } = described;
    const device = await registerTestDevice(server.url, adminToken);
    expect((await device.post(device.reading())).status).toBe(202);
    const world = worldOf(device);
    const bearer = token === 'device' ? device.token : adminToken;
    const operation = api.paths[path]?.[method];
    if (operation === undefined) throw new Error(`${path} is not in the description`);
    const parameters = (operation.parameters ?? []).map((p) =>
      '$ref' in p ? component<Parameter>('parameters', p.$ref) : p,
    );
    const input = fc.record({
      values: fc.tuple(...parameters.map((p) => fc.option(spoiltValue(world, p.schema, p.name)))),
      body:
        body === undefined
          ? fc.constant(undefined)
          : spoiltValue(world, operation.requestBody?.content['application/json'].schema ?? {}),
      stranger: fc.oneof(
        { weight: 15, arbitrary: fc.constant(null) },
        fc.tuple(fc.string({ minLength: 1 }), hostile),
      ),
      known: fc.integer({ min: 0, max: 19 }).map((n) => n > 0),
    });
    await fc.assert(
      fc.asyncProperty(input, async ({ values, body: sent, stranger, known }) => {
        const address = addressOf(server.url, path, parameters, values, stranger);
        const response = await fetch(address, {
          method: method.toUpperCase(),
          headers: {
            'content-type': 'application/json',
            ...(token === undefined || !known ? {} : { authorization: `Bearer ${bearer}` }),
          },
          ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
        });
        await expectDescribed(response, described);
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: RUNS > 1_000 },
    );
    await expectHealthy(server.url);
    expect(server.output()).not.toContain('a request failed');
  });
});

/** One of the described statuses but 500, with a problem document or the described answer. */
async function expectDescribed(response: Response, described: DescribedDoor): Promise<void> {
  const { status = 200, answer, problems } = described;
  const text = await response.text();
  const said = `${response.status} ${text.slice(0, 400)}`;
  expect([status, ...problems, ...ANYWHERE], said).toContain(response.status);
  const type = response.headers.get('content-type') ?? '';
  if (response.status >= 400) {
    expect(type, said).toMatch(/^application\/problem\+json/);
    const problem = JSON.parse(text) as ProblemBody;
    expect(problem.status).toBe(response.status);
    if (response.status === 422)
      expect(
        problem.errors.every((e) => e.field !== ''),
        said,
      ).toBe(true);
  } else if (answer !== undefined && type.startsWith('application/json')) {
    const parsed = answer.safeParse(JSON.parse(text));
    expect(parsed.success ? '' : parsed.error.message, said).toBe('');
  }
}

function addressOf(
  url: string,
  path: string,
  parameters: readonly Parameter[],
  values: readonly unknown[],
  stranger: readonly [string, unknown] | null,
): string {
  const query: string[] = [];
  let filled = path;
  parameters.forEach((parameter, i) => {
    const value = values[i];
    if (parameter.in === 'path') filled = filled.replace(`{${parameter.name}}`, segment(value));
    else if (value !== null && value !== undefined) query.push(`${parameter.name}=${asPart(value)}`);
  });
  if (stranger !== null) query.push(`${asPart(stranger[0])}=${asPart(stranger[1])}`);
  return `${url}${filled}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}

/** An empty segment or a dot would be another address. */
const segment = (value: unknown) => asPart(value ?? 'x').replace(/^\.{0,2}$/, 'x');

/** Half a surrogate pair cannot stand in an address. */
const asPart = (value: unknown) =>
  encodeURIComponent(
    (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).replace(
      /[\ud800-\udfff]/gu,
      '\ufffd',
    ),
  );
