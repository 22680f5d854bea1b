import { isSmpError, SmpError } from '@/lib/errors';

function databaseCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** One of the readings was stored before. */
export function isRepeat(error: unknown): boolean {
  const constraint = (error as { constraint?: unknown }).constraint;
  return databaseCode(error) === '23505' && constraint === 'reading_pkey';
}

/** Classes 22 (data) and 23 (integrity): trying the same rows again cannot help. */
export function isContentFault(error: unknown): boolean {
  return /^2[23]/.test(databaseCode(error));
}

/** Sending it again cannot help, so the sender must not be told to. */
export function asRefused(error: unknown): SmpError {
  const message = 'The database refuses a value of this reading; it was not stored.';
  const errors = [{ field: 'body', code: 'refused_by_database', message }];
  return new SmpError('INVALID', message, { errors, cause: error });
}

/** What keeps a batch from being stored may pass. */
export function asUnavailable(error: unknown): SmpError {
  if (isSmpError(error)) return error;
  const full = databaseCode(error) === '53100';
  return new SmpError(
    full ? 'STORAGE_FULL' : 'UNAVAILABLE',
    full
      ? 'The disk is full; nothing was stored.'
      : 'The database cannot be reached; send the reading again shortly.',
    { retryAfter: full ? 60 : 2, cause: error },
  );
}
