import fc from 'fast-check';

/** What is used here of a JSON schema as OpenAPI 3.1 has it. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: string;
  readonly pattern?: string;
}

/** Gives a schema for a `$ref`, and values that exist for names such as `commodity`. */
export interface SchemaWorld {
  resolve(ref: string): JsonSchema;
  readonly known: Readonly<Record<string, readonly unknown[]>>;
}

/** What breaks readers of texts, numbers, names and places. */
const HOSTILE: readonly unknown[] = [
  null,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e\u0661\u0662\u0663',
  "'; DROP TABLE observation; --",
  '<img src=x onerror=alert(1)>',
  '../../etc/passwd',
  '%00%2e%2e%2f',
  '{{7*7}}',
  'a'.repeat(5_000),
  -1,
  0,
  Number.POSITIVE_INFINITY,
  -0,
  0.1,
  2 ** 53,
  2 ** 31,
  2 ** 63,
  '1e309',
  '15,000',
  'NaN',
  '0000-00-00',
  '9999-12-31T23:59:60Z',
  '275760-09-13T00:00:00.001Z',
  '-271821-04-20',
  true,
  [],
  {},
  [[[[[[[[]]]]]]]],
  { __proto__: null, constructor: { prototype: { polluted: true } } },
  JSON.parse('{"__proto__":{"polluted":true}}'),
];

export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Values that mostly fit the schema, here and there something else in their place, beside it or instead of it. */
export function spoiltValue(world: SchemaWorld, schema: JsonSchema, name = ''): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 30, arbitrary: fittingValue(world, schema, name) },
    { weight: 1, arbitrary: hostile },
  );
}

function fittingValue(world: SchemaWorld, schema: JsonSchema, name: string): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return fittingValue(world, world.resolve(schema.$ref), name);
  if (schema.anyOf !== undefined)
    return fc.oneof(...schema.anyOf.map((one) => fittingValue(world, one, name)));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['object']);
  const known = (world.known[name] ?? []).filter((value) => types.some((type) => isOf(type, value)));
  if (known.length > 0) return fc.constantFrom(...known);
  return fc.oneof(...types.map((type) => ofType(world, schema, type, name)));
}

const isOf = (type: string, value: unknown) => typeof value === (type === 'integer' ? 'number' : type);

function ofType(world: SchemaWorld, schema: JsonSchema, type: string, name: string): fc.Arbitrary<unknown> {
  const { minimum = -1_000_000, maximum = 1_000_000 } = schema;
  switch (type) {
    case 'integer':
      return fc.oneof(fc.maxSafeInteger(), fc.integer({ min: small(minimum), max: small(maximum) }));
    case 'number':
      return fc.double({ min: minimum, max: maximum, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(spoiltValue(world, schema.items ?? {}, name), {
        minLength: schema.minItems ?? 0,
        maxLength: 5,
      });
    case 'object':
      return ofObject(world, schema);
    default:
      return text(schema);
  }
}

const small = (x: number) => Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.trunc(x)));

function text({ format, pattern, minLength = 0, maxLength = 60 }: JsonSchema): fc.Arbitrary<string> {
  const days = { min: new Date('1969-01-01'), max: new Date('2101-01-01'), noInvalidDate: true };
  if (format === 'uuid') return fc.uuid();
  if (format === 'date') return fc.date(days).map((d) => d.toISOString().slice(0, 10));
  if (format === 'date-time') return fc.date(days).map((d) => d.toISOString());
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 60) });
}

function ofObject(world: SchemaWorld, schema: JsonSchema): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const named = Object.fromEntries(
    Object.entries(properties).map(([name, one]) => [name, spoiltValue(world, one, name)]),
  );
  const members = fc.record(named, { requiredKeys: required.filter((name) => name in named) });
  const more =
    typeof additionalProperties === 'object'
      ? fc.dictionary(
          fc.constantFrom(...(world.known.commodity ?? ['x']).map(String)),
          spoiltValue(world, additionalProperties, 'price'),
          { minKeys: 1, maxKeys: 4 },
        )
      : fc.constant({});
  const unknown = fc.oneof({ weight: 9, arbitrary: fc.constant({}) }, fc.dictionary(fc.string(), hostile));
  return fc.tuple(members, more, unknown).map((parts) => Object.assign({}, ...parts) as unknown);
}
