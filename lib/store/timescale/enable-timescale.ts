/** Runs one statement. A pool and the test's engine both can. */
export type Execute = (sql: string) => Promise<{ readonly rows: readonly Record<string, unknown>[] }>;

export interface TimescaleOptions {
  /** Observations older than this are compressed. */
  readonly compressAfterDays: number;
  /** Observations older than this are dropped by the database; `null` keeps them for good. */
  readonly keepDays: number | null;
}

export type TimescaleState = 'enabled' | 'not installed' | 'not allowed';

/**
 * Makes `observation` a hypertable with compression, and retention when asked for, where the TimescaleDB
 * extension is installed; elsewhere the plain table serves. Repeating it changes nothing but the policies.
 */
export async function enableTimescale(execute: Execute, options: TimescaleOptions): Promise<TimescaleState> {
  const available = await execute(`SELECT 1 AS yes FROM pg_available_extensions WHERE name = 'timescaledb'`);
  if (available.rows.length === 0) return 'not installed';
  try {
    await execute('CREATE EXTENSION IF NOT EXISTS timescaledb');
  } catch {
    // The extension lies on the server but is not preloaded, or this role may not create it.
    return 'not allowed';
  }
  await execute(
    `SELECT create_hypertable('observation', by_range('observed_at', INTERVAL '30 days'),
       create_default_indexes => false, if_not_exists => true, migrate_data => true)`,
  );
  await execute(
    `ALTER TABLE observation SET (timescaledb.compress, timescaledb.compress_segmentby = 'market_id, commodity_id',
       timescaledb.compress_orderby = 'observed_at DESC, id DESC')`,
  );
  await replacePolicy(execute, 'compression', `INTERVAL '${whole(options.compressAfterDays)} days'`);
  const keep = options.keepDays === null ? null : `INTERVAL '${whole(options.keepDays)} days'`;
  await replacePolicy(execute, 'retention', keep);
  return 'enabled';
}

async function replacePolicy(
  execute: Execute,
  kind: 'compression' | 'retention',
  after: string | null,
): Promise<void> {
  await execute(`SELECT remove_${kind}_policy('observation', if_exists => true)`);
  if (after !== null) await execute(`SELECT add_${kind}_policy('observation', ${after})`);
}

/** @throws RangeError for anything but a whole number of days from 1 on */
function whole(days: number): number {
  if (!Number.isInteger(days) || days < 1) throw new RangeError(`not a number of days: ${days}`);
  return days;
}
