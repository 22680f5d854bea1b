import { SmpError } from '@/lib/errors';

/** Codes of the system, of PostgreSQL and of Prisma for a database that cannot be talked to just now. */
const AWAY =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|57P0[123]|53300|08...|P1001|P1002|P1008|P1017|P2024)$/;
/** The driver gives these no code. */
const AWAY_MESSAGE =
  /^Connection terminated|^timeout exceeded when trying to connect|^Client has encountered/;
const MAX_CAUSES = 5;

/** An error that only says that the database is away, as one that tells the caller to come back; others as they are. */
export function databaseAway(error: unknown): unknown {
  let cause = error;
  for (let i = 0; i < MAX_CAUSES && cause instanceof Error; i++) {
    const code = 'code' in cause ? String(cause.code) : '';
    if (AWAY.test(code) || AWAY_MESSAGE.test(cause.message)) {
      return new SmpError('UNAVAILABLE', 'The database cannot be reached; try again shortly.', {
        retryAfter: 2,
        cause: error,
      });
    }
    cause = cause.cause;
  }
  return error;
}
