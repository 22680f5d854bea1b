import { z } from 'zod';
import { SmpError } from '@/lib/errors';
import type { FieldError } from '@/lib/market/field-error';
import { findUnstorable, UNSTORABLE_TEXT } from '@/lib/market/unstorable-text';
import { nearNames } from '@/lib/services/unknown-name';
import type { Asked } from './asked';

/**
 * The query of a request against a schema.
 *
 * @throws SmpError INVALID that names each bad parameter; MALFORMED that names each one that is given more than once
 */
export function parseQuery<Schema extends z.ZodType>(request: Asked, schema: Schema): z.output<Schema> {
  return parseParameters(new URL(request.url).searchParams, schema);
}

/** The parameters of an address against a schema. @throws SmpError as {@link parseQuery} does */
export function parseParameters<Schema extends z.ZodType>(
  given: URLSearchParams,
  schema: Schema,
): z.output<Schema> {
  expectOnce(given);
  const said = [...given].map(([name, value]) => [name, withPlus(value)] as const);
  return parse(Object.fromEntries(said), schema, 'query');
}

/** Which of two values was meant nobody can know. */
function expectOnce(given: URLSearchParams): void {
  const names = [...given.keys()];
  const repeated = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  if (repeated.size === 0) return;
  const errors = [...repeated].slice(0, MOST_NAMED).map((name): FieldError => {
    const field = name.slice(0, LONGEST_NAMED);
    return { field, code: 'duplicate_key', message: `${field} is given more than once; send it once.` };
  });
  throw new SmpError('MALFORMED', 'The query says something more than once.', { errors });
}

/** A name that somebody made up is told only so far, and so many of them. */
const LONGEST_NAMED = 80;
const MOST_NAMED = 10;

/** A time whose zone was written with a bare `+`, which addresses read as a space. */
function withPlus(value: string): string {
  return value.replace(/^(\d{4}-\d{2}-\d{2}T[\d:.]+) (\d{2}:\d{2})$/, '$1+$2');
}

/**
 * A JSON body, or another message called `whole`, against a schema.
 * @throws SmpError INVALID that names each bad member
 */
export function parseFields<Schema extends z.ZodType>(
  body: unknown,
  schema: Schema,
  whole = 'body',
): z.output<Schema> {
  return parse(body, schema, whole);
}

function parse<Schema extends z.ZodType>(said: unknown, schema: Schema, whole: string): z.output<Schema> {
  const unstorable = findUnstorable(said);
  if (unstorable !== null) {
    const errors = [{ field: unstorable, ...UNSTORABLE_TEXT }];
    throw new SmpError('INVALID', `The ${whole} cannot be used as it is.`, { errors });
  }
  const parsed = schema.safeParse(said);
  if (parsed.success) return parsed.data;
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  throw invalid(parsed.error, said, whole, known);
}

/** @param known names of the members of the message itself */
function invalid(error: z.ZodError, said: unknown, whole: string, known: readonly string[]): SmpError {
  return new SmpError('INVALID', `The ${whole} cannot be used as it is.`, {
    errors: error.issues.flatMap((issue) => {
      const message = `${issue.message}.`.replace(/\.\.$/, '.');
      const at = issue.path.join('.');
      if (isMissing(said, issue))
        return [{ field: at, code: issue.code, message: `Give ${at}: it is needed.` }];
      if (issue.code !== 'unrecognized_keys') return [{ field: at || whole, code: issue.code, message }];
      return issue.keys
        .slice(0, MOST_NAMED)
        .map((key) => unknownField(at ? `${at}.` : '', key, at ? [] : known));
    }),
  });
}

function unknownField(within: string, key: string, known: readonly string[]): FieldError {
  const name = key.slice(0, LONGEST_NAMED);
  const near = nearNames(name, known).slice(0, 1);
  const fix = near[0] === undefined ? 'leave it out.' : `did you mean "${near[0]}"?`;
  return {
    field: `${within}${name}`,
    code: 'unknown_field',
    message: `"${name}" is not known here; ${fix}`,
    ...(near.length > 0 ? { candidates: near } : {}),
  };
}

/** A member of the message itself that has no words of its own for being left out. */
function isMissing(said: unknown, { code, path, message }: z.core.$ZodIssue): boolean {
  const [name] = path;
  if (code !== 'invalid_type' || path.length !== 1 || typeof name !== 'string') return false;
  const generic = message.startsWith('Invalid input');
  return generic && typeof said === 'object' && said !== null && !Object.hasOwn(said, name);
}

/** What every public address may be asked with. */
export const isoDate = z.iso.date({ error: 'Write a date as YYYY-MM-DD' });
export const commodityCode = z.string().min(1).max(64);
export const marketCode = z.string().min(1).max(64);

/** A whole number in plain digits: an empty parameter is none, and neither is `0x10` or `1e3`. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER) {
  const range = most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`;
  const error = `Write a whole number ${range}, in digits`;
  const unlessMissing = ({ input }: { readonly input?: unknown }) =>
    input === undefined ? undefined : error;
  const digits = z.string({ error: unlessMissing }).regex(/^\d{1,16}$/, error);
  return digits.transform(Number).pipe(z.number({ error }).int(error).min(least, error).max(most, error));
}

export const regionName = z.union([wholeNumber(11, 99), z.string().min(1).max(80)], {
  error: 'Write a province by its Kemendagri number, such as 31, or by its name',
});
