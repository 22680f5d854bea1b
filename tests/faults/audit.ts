import { verifyStoredLedger } from '@/lib/services/verify-stored-ledger';
import { createPool } from '@/lib/store/pool';
import { differingDays, differingHours } from '../support/rollup-check';
import type { Acknowledged } from './load';

/** What is wrong in a database after a fault; every figure is 0 when all is well. */
export interface AuditFigures {
  /** Acknowledged readings that are not stored, or whose prices stand elsewhere than was answered. */
  readonly lost: number;
  /** Prices of one reading and commodity that stand more than once, and rows without their reading. */
  readonly duplicated: number;
  readonly differingRollups: number;
  /** Empty when the ledger verifies. */
  readonly ledger: string;
  readonly storedReadings: number;
}

interface Answer {
  readonly reading_id: string;
  readonly prices: readonly {
    readonly ledger_index: number;
    readonly price: number;
    readonly lane: string;
  }[];
}

/** Compares what devices were told with what is stored, and what is stored with itself. */
export async function auditDatabase(
  databaseUrl: string,
  acknowledged: readonly Acknowledged[],
): Promise<AuditFigures> {
  const pool = createPool(databaseUrl, 4, () => undefined);
  try {
    const stored = await pool.query<{ key: string }>(
      `SELECT r.device_id || ' ' || r.id || ' ' || o.id || ' ' || o.price AS key
       FROM reading r JOIN observation o ON o.reading_id = r.id
         AND o.id >= r.first_index AND o.id < r.first_index + r.prices`,
    );
    const keys = new Set(stored.rows.map((row) => row.key));
    const lost = acknowledged.filter(({ deviceId, answer }) => {
      const { reading_id, prices } = JSON.parse(answer) as Answer;
      return !prices.every((p) => keys.has(`${deviceId} ${reading_id} ${p.ledger_index} ${p.price}`));
    });
    const { rows } = await pool.query<{ twice: number; strays: number; readings: number }>(
      `SELECT (SELECT count(*)::int FROM (SELECT FROM observation WHERE reading_id IS NOT NULL
                 GROUP BY reading_id, commodity_id HAVING count(*) > 1) x) AS twice,
              (SELECT count(*)::int FROM observation o WHERE o.reading_id IS NOT NULL
                 AND NOT EXISTS (SELECT FROM reading r WHERE r.id = o.reading_id)) AS strays,
              (SELECT count(*)::int FROM reading) AS readings`,
    );
    const [counts] = rows;
    const ledger = await verifyStoredLedger(pool);
    return {
      lost: lost.length,
      duplicated: (counts?.twice ?? 0) + (counts?.strays ?? 0),
      differingRollups: (await differingDays(pool)).length + (await differingHours(pool)).length,
      ledger: ledger.ok ? '' : ledger.what,
      storedReadings: counts?.readings ?? 0,
    };
  } finally {
    await pool.end();
  }
}

/** What `auditDatabase` says of a sound database, for `toMatchObject`. */
export const SOUND = { lost: 0, duplicated: 0, differingRollups: 0, ledger: '' };
