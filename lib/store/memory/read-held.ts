import type { Pool } from 'pg';
import { type Lane, laneFromNumber } from '@/lib/market/lane';
import { type Provenance, provenanceFromNumber } from '@/lib/market/provenance';
import { FIRST_VERDICT } from '../river/first-verdict';

/** A price that was not accepted and that nobody has decided since. */
export interface HeldRow {
  readonly observationId: number;
  readonly marketId: number;
  readonly regionId: number;
  readonly commodityId: number;
  readonly price: number;
  readonly lane: Exclude<Lane, 'accepted'>;
  readonly flags: readonly string[];
  readonly observedAt: number;
  readonly receivedAt: number;
  readonly deviceId: string;
  readonly provenance: Provenance;
}

interface Row {
  id: string;
  market_id: number;
  region_id: number;
  commodity_id: number;
  price: number;
  lane: number;
  flags: string[];
  observed_at: Date;
  received_at: Date;
  device_id: string;
  provenance: number;
}

const HELD = `
SELECT o.id::text AS id, o.market_id, o.region_id, o.commodity_id, o.price, o.lane, v.flags, o.observed_at,
       o.received_at, r.device_id, o.provenance
FROM observation o
JOIN reading r ON r.id = o.reading_id AND o.id >= r.first_index AND o.id < r.first_index + r.prices
${FIRST_VERDICT}
WHERE o.lane > 0 AND o.observed_at >= $1::timestamptz AND o.id > $2
  AND NOT EXISTS (SELECT 1 FROM later_verdict l WHERE l.observation_id = o.id)
ORDER BY o.id LIMIT $3`;

/**
 * Prices observed since `since` (ms) that still wait for their second verdict, in ledger order, however long
 * ago they came: a decision that fell due while nothing ran is made late rather than never.
 *
 * @param after ledger position to go on from; -1 from the start
 */
export async function readHeld(
  pool: Pool,
  since: number,
  after: number,
  limit: number,
): Promise<readonly HeldRow[]> {
  const { rows } = await pool.query<Row>({
    name: 'held',
    text: HELD,
    values: [new Date(since).toISOString(), after, limit],
  });
  return rows.map((r) => {
    const lane = laneFromNumber(r.lane);
    if (lane === 'accepted') throw new Error('an accepted price does not wait');
    return {
      observationId: Number(r.id),
      marketId: r.market_id,
      regionId: r.region_id,
      commodityId: r.commodity_id,
      price: r.price,
      lane,
      flags: r.flags,
      observedAt: r.observed_at.getTime(),
      receivedAt: r.received_at.getTime(),
      deviceId: r.device_id,
      provenance: provenanceFromNumber(r.provenance),
    };
  });
}
