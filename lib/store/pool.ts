import { Pool } from 'pg';
import { createOpenSockets, type OpenSockets } from './open-sockets';
import { openRiverLine, type RiverLine } from './river/river-line';

/** Nobody waits for an answer: on a machine that loads and builds a connection may take long, and the work needs it. */
const PATIENT_MS = 60_000;
/** Somebody does. */
const HURRIED_MS = 5_000;
/** The database ends a statement that takes longer. */
export const STATEMENT_LIMIT_MS = 30_000;

/**
 * One pool for the process. Sessions speak UTC; a statement that runs longer than 30 s is a defect and
 * ends with an error instead of holding a lock. A connection may take a minute until {@link hurry}.
 *
 * @param sockets of its connections, for who ends them when the database falls silent
 */
export function createPool(
  url: string,
  size: number,
  onError: (error: Error) => void,
  sockets: OpenSockets = createOpenSockets(),
): Pool {
  return open({ connectionTimeoutMillis: PATIENT_MS, stream: sockets.open }, url, size, onError);
}

/** From here on whoever needs a connection hears within five seconds that there is none. */
export function hurry(pool: Pool): void {
  pool.options.connectionTimeoutMillis = HURRIED_MS;
}

/** One connection for what is sent, one for a second attempt, one while a lost one is being replaced. */
const RIVER_SIZE = 3;

/**
 * For the river's transactions alone: its connections send without waiting for the answers before, which cursors and
 * COPY cannot share.
 */
export function createRiverLine(
  url: string,
  onError: (error: Error) => void,
  sockets: OpenSockets = createOpenSockets(),
): RiverLine {
  const mode = { pipeline: true, connectionTimeoutMillis: HURRIED_MS, stream: sockets.open };
  return openRiverLine(open(mode, url, RIVER_SIZE, onError));
}

function open(mode: object, url: string, size: number, onError: (error: Error) => void): Pool {
  const pool = new Pool({
    ...mode,
    connectionString: url,
    max: size,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: 'smp',
    options: `-c timezone=UTC -c jit=off -c statement_timeout=${STATEMENT_LIMIT_MS} -c idle_in_transaction_session_timeout=30000`,
  });
  // A connection that the server ended is no reason to end the process, neither an idle one nor one in use:
  // whoever uses it hears of it from its own query.
  pool.on('error', onError);
  pool.on('connect', (client) => void client.on('error', onError));
  return pool;
}
