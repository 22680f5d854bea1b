import { DatabaseError, type Pool, type PoolClient, type QueryConfig } from 'pg';

/** Where the commits of one process travel to its database, one behind the other. */
export interface RiverLine {
  /**
   * Sends a statement that is a transaction of its own, behind all that were sent before; while a connection is open it
   * leaves at once. What came before it may still fail, and does not stop it.
   */
  send(statement: QueryConfig): Promise<void>;
  /** A connection for a transaction of several statements; nothing else travels on it until it is given back. */
  connect(): Promise<PoolClient>;
  /** For queries that stand alone. */
  query: Pool['query'];
  end(): Promise<void>;
}

/** A connection that slept longer may have been forgotten on its way without a word; a pool's own limit. */
const FRESH_MS = 30_000;

/**
 * Keeps one connection of a pool for all that is sent. A pool lends even an idle one in a later turn of the event loop
 * and to one user at a time, so the database would stand still while the answers to what it stored are written.
 *
 * @param pool of connections that send without waiting for the answers before
 * @param now milliseconds of a clock that never jumps
 */
export function openRiverLine(pool: Pool, now: () => number = () => performance.now()): RiverLine {
  let opening: Promise<PoolClient> | null = null;
  let open: PoolClient | null = null;
  let underWay = 0;
  let since = 0;

  function hangUp(): void {
    const client = open;
    open = null;
    client?.release(true);
  }

  async function dial(): Promise<PoolClient> {
    try {
      const client = await pool.connect();
      client.once('end', () => {
        if (open === client) hangUp();
      });
      open = client;
      return client;
    } finally {
      opening = null;
    }
  }

  function connected(): PoolClient | Promise<PoolClient> {
    if (open !== null && underWay === 0 && now() - since > FRESH_MS) hangUp();
    if (open !== null) return open;
    opening ??= dial();
    return opening;
  }

  return {
    async send(statement) {
      const found = connected();
      const client = found instanceof Promise ? await found : found;
      underWay += 1;
      try {
        await client.query(statement);
      } catch (error) {
        // Unless the database said it itself, nobody knows what state the connection is in.
        if (!(error instanceof DatabaseError) && open === client) hangUp();
        throw error;
      } finally {
        underWay -= 1;
        since = now();
      }
    },
    connect: () => pool.connect(),
    query: pool.query.bind(pool) as Pool['query'],
    async end() {
      hangUp();
      await pool.end();
    },
  };
}
