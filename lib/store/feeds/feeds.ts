import type { Pool, PoolClient } from 'pg';

/** A source as it is stored; its documents are the services' own. Times in ms since 1970. */
export interface StoredFeed {
  readonly id: number;
  readonly name: string;
  readonly address: string;
  readonly mapping: object;
  readonly everyHours: number;
  readonly enabled: boolean;
  readonly nextAt: number;
  readonly lastAt: number | null;
  readonly lastResult: object | null;
  readonly bias: readonly object[];
}

interface Row {
  id: number;
  name: string;
  address: string;
  mapping: object;
  every_hours: number;
  enabled: boolean;
  next_at: Date;
  last_at: Date | null;
  last_result: object | null;
  bias: object[];
}

type Reader = Pick<Pool | PoolClient, 'query'>;
const COLUMNS = 'id, name, address, mapping, every_hours, enabled, next_at, last_at, last_result, bias';

/** All sources by name. */
export async function readFeeds(pool: Reader): Promise<readonly StoredFeed[]> {
  const { rows } = await pool.query<Row>(`SELECT ${COLUMNS} FROM feed ORDER BY lower(name)`);
  return rows.map(toFeed);
}

export async function readFeed(pool: Reader, name: string): Promise<StoredFeed | null> {
  const { rows } = await pool.query<Row>(`SELECT ${COLUMNS} FROM feed WHERE lower(name) = lower($1)`, [name]);
  return rows[0] === undefined ? null : toFeed(rows[0]);
}

export type NewFeed = Pick<StoredFeed, 'name' | 'address' | 'mapping' | 'everyHours' | 'enabled' | 'nextAt'>;

/** Writes a new source, or the changed one of this id. */
export async function writeFeed(client: PoolClient, id: number | null, feed: NewFeed): Promise<void> {
  const values = [
    feed.name,
    feed.address,
    feed.mapping,
    feed.everyHours,
    feed.enabled,
    new Date(feed.nextAt),
  ];
  const sql =
    id === null
      ? `INSERT INTO feed (name, address, mapping, every_hours, enabled, next_at, bias)
         VALUES ($1, $2, $3, $4, $5, $6, '[]')`
      : `UPDATE feed SET name = $1, address = $2, mapping = $3, every_hours = $4, enabled = $5, next_at = $6
         WHERE id = $7`;
  await client.query(sql, id === null ? values : [...values, id]);
}

export interface FeedRun {
  readonly at: number;
  readonly nextAt: number;
  readonly result: object;
  readonly bias: readonly object[];
}

export async function writeFeedRun(pool: Pool, id: number, run: FeedRun): Promise<void> {
  await pool.query('UPDATE feed SET last_at = $2, next_at = $3, last_result = $4, bias = $5 WHERE id = $1', [
    id,
    new Date(run.at),
    new Date(run.nextAt),
    run.result,
    JSON.stringify(run.bias),
  ]);
}

function toFeed(row: Row): StoredFeed {
  const { every_hours: everyHours, next_at, last_at, last_result: lastResult, ...same } = row;
  return { ...same, everyHours, nextAt: next_at.getTime(), lastAt: last_at?.getTime() ?? null, lastResult };
}
