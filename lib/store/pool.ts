import { Pool } from 'pg';

/**
 * One pool for the process. Sessions speak UTC; a statement that runs longer than 30 s is a defect and
 * ends with an error instead of holding a lock.
 */
export function createPool(url: string, size: number, onError: (error: Error) => void): Pool {
  return open({}, url, size, onError);
}

/**
 * A pool whose connections send statements without waiting for the answers before. For the river's
 * transactions alone: cursors and COPY cannot share such a connection.
 */
export function createPipelinePool(url: string, size: number, onError: (error: Error) => void): Pool {
  return open({ pipeline: true }, url, size, onError);
}

function open(mode: object, url: string, size: number, onError: (error: Error) => void): Pool {
  const pool = new Pool({
    ...mode,
    connectionString: url,
    max: size,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'smp',
    options:
      '-c timezone=UTC -c jit=off -c statement_timeout=30000 -c idle_in_transaction_session_timeout=30000',
  });
  // A connection that the server ended is no reason to end the process, neither an idle one nor one in use:
  // whoever uses it hears of it from its own query.
  pool.on('error', onError);
  pool.on('connect', (client) => void client.on('error', onError));
  return pool;
}
