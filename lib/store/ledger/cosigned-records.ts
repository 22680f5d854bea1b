import type { Pool, PoolClient } from 'pg';

/** What a sealed act of the audit tells of the cosigned notes that were kept: see `record-cosigned.ts`. */
export interface CosignedRecord {
  /** It speaks of notes of more leaves than `after`, up to `through`. */
  readonly after: number;
  readonly through: number;
  readonly count: number;
  /** SHA-256 in hex of one line a note, smallest first: its size, a blank, SHA-256 of it in hex. */
  readonly hash: string;
}

/** A record with when it was made and the position of its leaf. */
export interface SealedRecord {
  readonly said: CosignedRecord;
  readonly at: number;
  readonly ledgerIndex: number;
}

export const RECORDED = { action: 'ledger.cosigned', subject: 'ledger:cosigned' } as const;

const SEALED = `
FROM audit WHERE subject = '${RECORDED.subject}' AND action = '${RECORDED.action}' AND ledger_index IS NOT NULL`;
const COLUMNS = `after AS said, (extract(epoch FROM at) * 1000)::float8 AS at, ledger_index::float8 AS "ledgerIndex"`;

/** The last record; null before the first. */
export async function readLastRecord(from: Pick<Pool | PoolClient, 'query'>): Promise<SealedRecord | null> {
  const { rows } = await from.query<SealedRecord>(
    `SELECT ${COLUMNS} ${SEALED} ORDER BY ledger_index DESC LIMIT 1`,
  );
  return rows[0] ?? null;
}

/** All records, oldest first. */
export async function readRecords(pool: Pool): Promise<readonly SealedRecord[]> {
  const { rows } = await pool.query<SealedRecord>(`SELECT ${COLUMNS} ${SEALED} ORDER BY ledger_index`);
  return rows;
}

/** The size of the largest note that was kept by `before` (ms since 1970); null when there is none. */
export async function readCosignedBy(pool: Pool, before: number): Promise<number | null> {
  const { rows } = await pool.query<{ size: number }>(
    `SELECT size::float8 AS size FROM ledger_cosigned WHERE created_at <= $1
     ORDER BY ledger_cosigned.size DESC LIMIT 1`,
    [new Date(before)],
  );
  return rows[0]?.size ?? null;
}

/** How many notes of more leaves than `after` are kept, up to `through`. */
export async function countCosigned(pool: Pool, after: number, through: number): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    'SELECT count(*)::float8 AS n FROM ledger_cosigned WHERE size > $1 AND size <= $2',
    [after, through],
  );
  return rows[0]?.n ?? 0;
}
