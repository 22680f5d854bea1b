import type { FieldError } from '@/lib/market/field-error';

/**
 * Every failure that a caller can act on. Recognise one by `code`: the class exists twice when a bundler
 * and the server load this file apart.
 */
export type ErrorCode =
  | 'MALFORMED'
  | 'INVALID'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'WRONG_METHOD'
  | 'CONFLICT'
  | 'TOO_LARGE'
  | 'UNSUPPORTED'
  | 'TOO_MANY'
  | 'OVERLOADED'
  | 'UNAVAILABLE'
  | 'STORAGE_FULL';

export class SmpError extends Error {
  readonly code: ErrorCode;
  readonly errors: readonly FieldError[];
  /** Seconds after which trying again makes sense; `null` when it does not. */
  readonly retryAfter: number | null;

  constructor(
    code: ErrorCode,
    message: string,
    options: { errors?: readonly FieldError[]; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SmpError';
    this.code = code;
    this.errors = options.errors ?? [];
    this.retryAfter = options.retryAfter ?? null;
  }
}

/** True for an SmpError from either module instance. */
export function isSmpError(error: unknown): error is SmpError {
  return error instanceof Error && error.name === 'SmpError' && 'code' in error;
}
