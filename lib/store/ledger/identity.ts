import type { Pool, PoolClient } from 'pg';

/** How this log is known: its origin and the verifier keys that are recorded in it as active. */
export interface LedgerIdentity {
  readonly origin: string;
  readonly keys: readonly string[];
  /** Leaves by which old keys vouched for new ones, oldest first; none before the first such change. */
  readonly rotations?: readonly string[];
}

const KEY = 'ledger.identity';

export async function readIdentity(from: Pool | PoolClient): Promise<LedgerIdentity | null> {
  const { rows } = await from.query<{ value: LedgerIdentity }>('SELECT value FROM setting WHERE key = $1', [
    KEY,
  ]);
  return rows[0]?.value ?? null;
}

export async function writeIdentity(client: PoolClient, identity: LedgerIdentity): Promise<void> {
  await client.query(
    `INSERT INTO setting (key, value) VALUES ($1, $2)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    [KEY, JSON.stringify(identity)],
  );
}
