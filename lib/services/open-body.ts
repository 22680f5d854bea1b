import { SmpError } from '@/lib/errors';
import { parseBody } from '@/lib/ingest/parse-body';

export interface OpenedBody {
  /** True when the body was one object and no batch. */
  readonly single: boolean;
  readonly items: readonly unknown[];
}

/**
 * The objects in a request's text: one, or those of `{"readings": […]}`.
 *
 * @throws SmpError MALFORMED, or INVALID for a batch of a wrong size, with the fields
 */
export function openBody(text: string): OpenedBody {
  const body = parseBody(text);
  if (body.ok) return body;
  const tooMany = body.errors.some((e) => e.code === 'too_many_readings');
  throw new SmpError(tooMany ? 'INVALID' : 'MALFORMED', 'The body cannot be used as it is.', {
    errors: body.errors,
  });
}

/** The one object in a request's text. @throws SmpError as `openBody`, and INVALID for a batch */
export function openSingle(text: string): unknown {
  const body = openBody(text);
  if (body.single) return body.items[0];
  throw new SmpError('INVALID', 'Send one object at a time here.');
}
