import type { FieldError } from '@/lib/market/field-error';
import { countKeysInText, takeCensus } from './count-keys';
import { findJsonFault } from './json-fault';

/** Most readings that one request may carry. */
export const MAX_READINGS = 500;
/** Levels of objects and arrays; a batch with unit prices uses five. */
const MAX_DEPTH = 8;
/** Unknown names told in one answer. */
const MAX_NAMED = 10;

export type BodyResult =
  | { readonly ok: true; readonly single: boolean; readonly items: unknown[] }
  | { readonly ok: false; readonly errors: FieldError[] };

/**
 * Splits one request body text into 1..500 raw readings: one reading as an object, or `{"readings": […]}`.
 * Refuses what is not JSON, nests deeper than eight levels, names a member twice or after an object's
 * prototype, or carries anything beside `readings`. The readings themselves are not looked into.
 */
export function parseBody(text: string): BodyResult {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return refuse(faultOf(text) ?? notJson('', 0));
  }
  const census = takeCensus(body, MAX_DEPTH);
  if (census.dangerous !== null) {
    return refuse({
      field: short(census.dangerous),
      code: 'forbidden_name',
      message: 'The names __proto__, constructor and prototype are not allowed; leave this member out.',
    });
  }
  if (census.depth > MAX_DEPTH || census.keys !== countKeysInText(text)) {
    const fault = faultOf(text);
    if (fault !== null) return refuse(fault);
  }
  return split(body);
}

function split(body: unknown): BodyResult {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return refuse({
      field: 'body',
      code: 'not_an_object',
      message: 'The body must be one reading as an object, or {"readings": [ … ]} for several.',
    });
  }
  if (!('readings' in body)) return { ok: true, single: true, items: [body] };
  const errors = Object.keys(body)
    .filter((key) => key !== 'readings')
    .slice(0, MAX_NAMED)
    .map((key) => ({
      field: short(key),
      code: 'unknown_field',
      message: `A batch holds only "readings"; move "${short(key)}" into each reading or leave it out.`,
    }));
  if (errors.length > 0) return { ok: false, errors };
  const items: unknown = body.readings;
  if (!Array.isArray(items) || items.length === 0) {
    return refuse({
      field: 'readings',
      code: 'not_a_list',
      message: `"readings" must be a list of 1 to ${MAX_READINGS} readings.`,
    });
  }
  if (items.length > MAX_READINGS) {
    return refuse({
      field: 'readings',
      code: 'too_many_readings',
      message: `A request may carry at most ${MAX_READINGS} readings and this one has ${items.length}; send several requests.`,
    });
  }
  return { ok: true, single: false, items };
}

function faultOf(text: string): FieldError | null {
  const fault = findJsonFault(text, MAX_DEPTH);
  if (fault === null) return null;
  if (fault.kind === 'syntax') return notJson(fault.path, fault.offset);
  if (fault.kind === 'duplicate_key') {
    return {
      field: short(fault.path),
      code: 'duplicate_key',
      message: 'This name occurs twice in the same object; send it once.',
    };
  }
  return {
    field: short(fault.path),
    code: 'too_deep',
    message: `Objects and lists may be nested ${MAX_DEPTH} levels deep at most.`,
  };
}

function notJson(path: string, offset: number): FieldError {
  return {
    field: path === '' ? 'body' : short(path),
    code: 'invalid_json',
    message: `This is not valid JSON from character ${offset + 1} on; numbers such as NaN or Infinity do not exist in JSON, so leave out what was not measured.`,
  };
}

/** A name out of a body is repeated in the answer only so far. */
function short(path: string): string {
  return path.length <= 200 ? path : `${path.slice(0, 200)}…`;
}

function refuse(error: FieldError): BodyResult {
  return { ok: false, errors: [error] };
}
