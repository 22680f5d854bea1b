import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';

/** How this log is known: its origin and the verifier keys that are recorded in it as active. */
export interface LedgerIdentity {
  readonly origin: string;
  readonly keys: readonly string[];
  /** Leaves by which old keys vouched for new ones, oldest first; none before the first such change. */
  readonly rotations?: readonly string[];
}

const KEY = 'ledger.identity';

const stored = z.looseObject({
  origin: z.string(),
  keys: z.array(z.string()),
  rotations: z.array(z.string()).exactOptional(),
});

/** @throws RangeError when what is stored was not written by {@link writeIdentity} */
export async function readIdentity(from: Pool | PoolClient): Promise<LedgerIdentity | null> {
  const { rows } = await from.query<{ value: unknown }>('SELECT value FROM setting WHERE key = $1', [KEY]);
  const [row] = rows;
  if (row === undefined) return null;
  const { success, data } = stored.safeParse(row.value);
  if (!success)
    throw new RangeError(`the setting ${KEY} is not legible: somebody else than the platform wrote it`);
  return data;
}

export async function writeIdentity(client: PoolClient, identity: LedgerIdentity): Promise<void> {
  await client.query(
    `INSERT INTO setting (key, value) VALUES ($1, $2)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    [KEY, JSON.stringify(identity)],
  );
}
