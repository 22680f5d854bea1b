import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino, { type Logger } from 'pino';

export type Log = Logger;

/** Wherever these names stand in a logged object, their values are not written. */
const SECRET_NAMES = [
  'authorization',
  'cookie',
  'password',
  'token',
  'code',
  'secret',
  'databaseUrl',
  'passwordHash',
];

/**
 * Structured logs: to the terminal, and to a file in the data folder that is rotated daily or at 20 MB, of
 * which the last fourteen are kept. Neither a full disk nor a closed terminal ends the process.
 *
 * @param folder where log files go; `null` writes to the terminal only
 */
export function createLog(level: string, folder: string | null): Log {
  const file =
    folder === null
      ? null
      : {
          file: join(folder, 'smp'),
          frequency: 'daily',
          size: '20m',
          extension: '.log',
          mkdir: true,
          limit: { count: 14 },
        };
  const transport = pino.transport({
    target: fileURLToPath(new URL('./log-sinks.mjs', import.meta.url)),
    options: { file },
  });
  // A log that cannot be written is no reason for the platform to end.
  transport.on('error', () => undefined);
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: '[redacted]',
    },
    serializers: { err: describeError },
  };
  return pino(options, transport);
}

/** What helps to mend an error; libraries hang whole connections on theirs. `state` is its code. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const state = (error as { code?: unknown }).code;
  return {
    name,
    message,
    ...(state === undefined ? {} : { state }),
    stack,
    ...(cause === undefined ? {} : { cause: describeError(cause) }),
  };
}
