import { SmpError } from '@/lib/errors';

/** Codes of the system, of PostgreSQL and of Prisma for a database that cannot be talked to just now. */
const AWAY =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|E(HOST|NET)UNREACH|ENOTFOUND|EAI_AGAIN|ERR_STREAM_DESTROYED|57P0[123]|53300|08...|P1001|P1002|P1008|P1017|P2024)$/;
/** The driver gives these no code. */
const AWAY_MESSAGE =
  /^Connection terminated|^timeout (exceeded when trying to connect|expired)|^Client (has encountered|was closed)/;
/** It ended a statement that took too long, such as one that waited for a lock. */
const SLOW = /^57014$/;
const MAX_CAUSES = 5;

/**
 * An error that only says that the database is away or too slow, as one that tells the caller to come back; others as they
 * are.
 */
export function databaseAway(error: unknown): unknown {
  let cause = error;
  for (let i = 0; i < MAX_CAUSES && cause instanceof Error; i++) {
    const code = 'code' in cause ? String(cause.code) : '';
    if (AWAY.test(code) || AWAY_MESSAGE.test(cause.message))
      return comeBack('The database cannot be reached; try again shortly.', error);
    if (SLOW.test(code)) return comeBack('The database takes too long just now; try again shortly.', error);
    cause = cause.cause;
  }
  return error;
}

function comeBack(message: string, cause: unknown): SmpError {
  return new SmpError('UNAVAILABLE', message, { retryAfter: 2, cause });
}
