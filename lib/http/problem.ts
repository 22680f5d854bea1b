import { type ErrorCode, isSmpError, type SmpError } from '@/lib/errors';
import type { Answer } from './answer';

const STATUS: Readonly<Record<ErrorCode, number>> = {
  MALFORMED: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  WRONG_METHOD: 405,
  CONFLICT: 409,
  TOO_LARGE: 413,
  UNSUPPORTED: 415,
  INVALID: 422,
  TOO_MANY: 429,
  OVERLOADED: 429,
  UNAVAILABLE: 503,
  STORAGE_FULL: 507,
};

const TITLE: Readonly<Record<ErrorCode, string>> = {
  MALFORMED: 'The message cannot be read',
  UNAUTHENTICATED: 'A valid token is needed',
  FORBIDDEN: 'This is not allowed',
  NOT_FOUND: 'There is no such thing',
  WRONG_METHOD: 'This address is asked in another way',
  CONFLICT: 'This contradicts what is stored',
  TOO_LARGE: 'The message is too large',
  UNSUPPORTED: 'The message has a form that is not taken',
  INVALID: 'The message says something that cannot be',
  TOO_MANY: 'Too many messages',
  OVERLOADED: 'The platform is busy',
  UNAVAILABLE: 'The platform cannot do this right now',
  STORAGE_FULL: 'The platform has no room',
};

/** RFC 9457 problem details. */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors: SmpError['errors'];
}

/** The problem document of an error; whatever was not foreseen becomes a plain 500 that tells nothing. */
export function toProblem(error: unknown): Problem {
  if (!isSmpError(error)) {
    const detail = 'Something went wrong here; it was written down. Try again later.';
    return { type: 'about:blank', title: 'Internal error', status: 500, detail, errors: [] };
  }
  return {
    type: 'about:blank',
    title: TITLE[error.code],
    status: statusOf(error),
    detail: error.message,
    errors: error.errors,
  };
}

/** A member that no contract knows is a malformed message, whatever else is wrong with it. */
function statusOf(error: SmpError): number {
  if (error.code === 'INVALID' && error.errors.some((e) => e.code === 'unknown_field'))
    return STATUS.MALFORMED;
  return STATUS[error.code];
}

/** Any site may read it, as it may the answers of public doors: a browser hides from a page why it was refused otherwise. */
export function problemAnswer(error: unknown): Answer {
  const problem = toProblem(error);
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'retry-after',
  };
  if (isSmpError(error) && error.retryAfter !== null) headers['retry-after'] = String(error.retryAfter);
  if (problem.status === 401) headers['www-authenticate'] = 'Bearer';
  return { status: problem.status, headers, body: JSON.stringify(problem) };
}
