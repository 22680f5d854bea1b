import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { LOCK_KEYS } from '@/lib/store/lock-keys';
import { type LedgerWork, ledgerWorkOn } from '../ledger/append-leaves';

/** One writer at a time: numbers then become visible in their order. */
const LOCK = LOCK_KEYS.alerts;

export interface NewAlert {
  readonly kind: string;
  readonly level: string;
  readonly commodityId: number | null;
  readonly regionId: number | null;
  readonly marketId: number | null;
  readonly deviceId: string | null;
  readonly simulated: boolean;
  readonly evidence: object;
}

/** What may be done while nobody else writes alerts. */
export interface AlertWriter {
  readonly client: PoolClient;
  /** For the leaf of an act; after everything else, as the head of the ledger is locked from then on. */
  readonly ledger: LedgerWork;
  /** @returns its id */
  open(alert: NewAlert, at: number): Promise<string>;
  raise(id: string, level: string, evidence: object): Promise<void>;
  close(ids: readonly string[], at: number): Promise<void>;
}

/**
 * Does `work` in a transaction in which nobody else writes alerts.
 *
 * @param wait false gives up at once when somebody else does
 * @returns what `work` returned; `null` when it gave up
 */
export async function withAlerts<Result>(
  pool: Pool,
  wait: boolean,
  work: (writer: AlertWriter) => Promise<Result>,
): Promise<Result | null> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('BEGIN');
    const got = wait ? await lock(client) : await tryLock(client);
    const result = got ? await work(writerOn(client)) : null;
    await client.query('COMMIT');
    broken = false;
    return result;
  } finally {
    // Ending the connection rolls back.
    client.release(broken);
  }
}

async function lock(client: PoolClient): Promise<true> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  return true;
}

async function tryLock(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS got', [
    LOCK,
  ]);
  return rows[0]?.got === true;
}

const NEXT = `nextval('alert_seq_seq')`;

function writerOn(client: PoolClient): AlertWriter {
  return {
    client,
    ledger: ledgerWorkOn(client),
    async open(alert, at) {
      const id = randomUUID();
      const { kind, level, commodityId, regionId, marketId, deviceId, simulated } = alert;
      const evidence = JSON.stringify(alert.evidence);
      await client.query(
        `INSERT INTO alert (id, kind, level, state, commodity_id, region_id, market_id, device_id, evidence, opened_at,
           simulated)
         VALUES ($1, $2, $3, 'open', $4, $5, $6, $7, $8, $9, $10)`,
        [id, kind, level, commodityId, regionId, marketId, deviceId, evidence, new Date(at), simulated],
      );
      return id;
    },
    async raise(id, level, evidence) {
      const text = `UPDATE alert SET level = $2, evidence = $3, seq = ${NEXT} WHERE id = $1 AND state = 'open'`;
      await client.query(text, [id, level, JSON.stringify(evidence)]);
    },
    async close(ids, at) {
      const text = `UPDATE alert SET state = 'closed', closed_at = $2, seq = ${NEXT}
        WHERE id = ANY($1::uuid[]) AND state = 'open'`;
      await client.query(text, [ids, new Date(at)]);
    },
  };
}
