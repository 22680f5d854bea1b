import type { PoolClient } from 'pg';
import type { MarketFacts } from '@/lib/market/market';
import { textArray } from '../array-literal';
import type { DemoState } from './demo-state';
import { insertDemoState } from './demo-state';
import { insertPlaces } from './insert-places';

/** A simulated market with its one device. */
export interface DemoPlace {
  readonly market: MarketFacts;
  readonly deviceId: string;
}

/**
 * Puts a simulated country into a database that nobody has used yet: markets, devices, and the note that this is
 * a demo. In a transaction that holds the ledger's head, so that of two instances one does it.
 *
 * @param size of the ledger
 * @returns false when the database is in use, and nothing was written
 */
export async function insertDemo(
  client: PoolClient,
  places: readonly DemoPlace[],
  state: DemoState,
  size: number,
  now: number,
): Promise<boolean> {
  if (size > 0 || (await hasPlaces(client))) return false;
  await insertPlaces(
    client,
    places.map((p) => p.market),
  );
  await client.query(
    `INSERT INTO device (id, market_id, role, status, simulated, changed_at)
     SELECT p.id, m.id, 'operator', 'active', true, $3
     FROM unnest($1::text[], $2::text[]) AS p(id, code) JOIN market m ON m.code = p.code`,
    [textArray(places.map((p) => p.deviceId)), textArray(places.map((p) => p.market.code)), new Date(now)],
  );
  await insertDemoState(client, state);
  return true;
}

/** Whether anybody registered a market or a device. */
async function hasPlaces(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM market WHERE origin <> 'example') OR EXISTS (SELECT 1 FROM device) AS found`,
  );
  return rows[0]?.found ?? true;
}
