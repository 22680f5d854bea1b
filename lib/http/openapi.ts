import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { door } from './door';
import { publicJson } from './json';
import type { DescribedDoor } from './openapi-door';
import { DESCRIBED_DOORS } from './openapi-doors';
import { problem } from './openapi-parts';
import { CHAPTER_WORDS, PARAMETER_WORDS, TOKEN_WORDS } from './openapi-words';

type Document = ReturnType<OpenApiGeneratorV31['generateDocument']>;

/** The description of every hot door as OpenAPI 3.1. Sentences in Indonesian stand beside, as `x-id`. */
export function buildOpenApi(): Document {
  const registry = new OpenAPIRegistry();
  for (const token of ['device', 'api'] as const) {
    registry.registerComponent('securitySchemes', token, {
      type: 'http',
      scheme: 'bearer',
      description: TOKEN_WORDS[token].en,
    });
  }
  for (const described of DESCRIBED_DOORS) register(registry, described);
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Smart Market Platform',
      version: '1',
      description:
        "Food prices from Indonesia's people's markets. Prices are Rp per kilogram or litre, times are ISO 8601 with their zone. Every parameter is given once. What may be kept has an ETag and comes by gzip to who takes it. Errors are problem documents (RFC 9457).",
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: Object.entries(CHAPTER_WORDS).map(([name, { en, id }]) => ({ name, description: en, 'x-id': id })),
  });
}

function register(registry: OpenAPIRegistry, d: DescribedDoor): void {
  registry.registerPath({
    method: d.method,
    path: d.path,
    operationId: d.id,
    tags: [d.chapter],
    summary: d.words.en,
    'x-id': d.words.id,
    'x-codeSamples': d.curl.map((rest) => ({ lang: 'Shell', source: `curl ${rest}` })),
    ...(d.token === undefined ? {} : { security: [{ [d.token]: [] }] }),
    parameters: [...pathParameters(d.path), ...queryParameters(d)],
    ...(d.body === undefined
      ? {}
      : {
          request: {
            body: { required: d.id !== 'token', content: { 'application/json': { schema: d.body } } },
          },
        }),
    responses: { [d.status ?? 200]: success(d), ...problems(d) },
  });
}

function success({ answer, media = [] }: DescribedDoor) {
  const content: Record<string, { schema: z.ZodType }> = {};
  if (answer !== undefined) content['application/json'] = { schema: answer };
  for (const type of media) {
    const schema = type === 'application/json' ? z.record(z.string(), z.unknown()) : z.string();
    content[type] = { schema };
  }
  return { description: 'Success', content };
}

/** Doors that look at no database. */
const WITHOUT_DATABASE = ['alive', 'metrics', 'openapi'];

/** Of these an answer says in its header when to come back. */
const LATER = [429, 503, 507];

const retryAfter = {
  'Retry-After': { description: 'Seconds to wait at least', schema: { type: 'integer', minimum: 0 } },
} as const;

function problems({ problems: statuses, id, answer }: DescribedDoor) {
  const content = { 'application/problem+json': { schema: problem } };
  const away = WITHOUT_DATABASE.includes(id) ? [] : [503];
  const found = Object.fromEntries(
    [...statuses, 500, ...away].map((status) => [
      status,
      { description: 'Problem', content, ...(LATER.includes(status) ? { headers: retryAfter } : {}) },
    ]),
  );
  if (id !== 'ready' || answer === undefined) return found;
  return { ...found, 503: { description: 'Not ready', content: { 'application/json': { schema: answer } } } };
}

type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly description: string;
  readonly 'x-id': string;
  readonly schema: Record<string, unknown>;
};

function pathParameters(path: string): Parameter[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    ...named(name),
    in: 'path',
    required: true,
    schema: name === 'index' ? { type: 'integer', minimum: 0 } : { type: 'string' },
  }));
}

/** Zod's own JSON schema of the input; a coerced member is described by what it becomes. */
function queryParameters({ id, query }: Pick<DescribedDoor, 'id' | 'query'>): Parameter[] {
  if (query === undefined) return [];
  const { properties = {} } = z.toJSONSchema(query, { io: 'output' });
  const missing = query.safeParse({}).error?.issues.map((issue) => issue.path[0]) ?? [];
  return Object.entries(properties).map(([name, schema]) => ({
    ...named(name, id),
    in: 'query',
    required: missing.includes(name),
    schema: plain(schema as Record<string, unknown>),
  }));
}

/** Without the pattern that zod adds to a date: the format says it. */
function plain({ pattern, anyOf, ...rest }: Record<string, unknown>): Record<string, unknown> {
  const keepPattern = pattern === undefined || rest.format !== undefined ? {} : { pattern };
  return Array.isArray(anyOf) ? { ...rest, anyOf: anyOf.map(plain) } : { ...rest, ...keepPattern };
}

function named(name: string, door = '') {
  const words = PARAMETER_WORDS[`${door}.${name}`] ?? PARAMETER_WORDS[name];
  if (words === undefined) throw new Error(`no words for the parameter "${name}"`);
  return { name, description: words.en, 'x-id': words.id };
}

let built: Document | null = null;

/** The document, made when it is first asked for. */
export function openApiDocument(): Document {
  built ??= buildOpenApi();
  return built;
}

/** `GET /api/openapi.json`. */
export const openApi = door('openapi', () => publicJson(openApiDocument(), 300));
