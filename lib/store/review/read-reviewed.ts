import type { Pool, PoolClient } from 'pg';
import { type Lane, laneFromNumber } from '@/lib/market/lane';
import { type Provenance, provenanceFromNumber } from '@/lib/market/provenance';
import type { ReviewRow } from '@/lib/market/review';
import { numberArray } from '../array-literal';
import { HANDED_ON } from '../devices/handed-on';
import { REVIEW_COLUMNS, type StoredReview, toReviewRow } from './review-rows';

/** A stored price with all that its case is made of. Times in ms since 1970. */
export interface ReviewedRow {
  readonly observationId: number;
  readonly readingId: string;
  readonly deviceId: string;
  /** Everybody who held the device between the observation and its arrival. */
  readonly reporterIds: readonly string[];
  /** Somebody else has the device now. */
  readonly handedOn: boolean;
  readonly marketId: number;
  readonly regionId: number;
  readonly commodityId: number;
  readonly price: number;
  readonly lane: Lane;
  readonly provenance: Provenance;
  readonly observedAt: number;
  readonly receivedAt: number;
  readonly latestVerdict: number;
  readonly settledByJudge: boolean;
  readonly rows: readonly ReviewRow[];
}

interface Row {
  id: string;
  reading_id: string;
  device_id: string;
  reporter_ids: readonly string[];
  handed_on: boolean;
  market_id: number;
  region_id: number;
  commodity_id: number;
  price: number;
  lane: number;
  provenance: number;
  observed_at: Date;
  received_at: Date;
  latest: string;
  settled: boolean;
}

const PRICES = `
SELECT o.id::text AS id, o.reading_id, r.device_id, o.market_id, o.region_id, o.commodity_id, o.price, o.lane,
       o.provenance, o.observed_at, o.received_at, l.id::text AS latest,
       (l.id > o.id AND l.decided_by = 'judge') AS settled,
       ARRAY(SELECT h.user_id::text FROM device_holder h WHERE h.device_id = r.device_id
             AND h.since <= o.received_at AND (h.until IS NULL OR h.until >= o.observed_at)) AS reporter_ids,
       ${HANDED_ON} AS handed_on
FROM observation o
JOIN reading r ON r.id = o.reading_id AND r.first_index <= o.id AND o.id < r.first_index + r.prices
JOIN LATERAL (SELECT v.id, v.decided_by FROM verdict v WHERE v.observation_id = o.id ORDER BY v.id DESC LIMIT 1) l
  ON true
WHERE o.id = ANY ($1::bigint[]) AND r.device_id NOT LIKE 'review:%'`;

const REVIEWS = `SELECT ${REVIEW_COLUMNS} FROM review WHERE observation_id = ANY ($1::bigint[]) ORDER BY review.id`;

/**
 * The cases of some prices, by their position. What no device reported is left out: imported history, and
 * corrections, which belong to the case of the price that they stand for.
 */
export async function readReviewed(
  db: Pool | PoolClient,
  ids: readonly number[],
): Promise<ReadonlyMap<number, ReviewedRow>> {
  const values = [numberArray(ids)];
  const prices = await db.query<Row>({ name: 'review-prices', text: PRICES, values });
  const reviews = await db.query<StoredReview>({ name: 'review-rows', text: REVIEWS, values });
  const byPrice = new Map<string, ReviewRow[]>();
  for (const row of reviews.rows) {
    const rows = byPrice.get(row.observation_id) ?? [];
    byPrice.set(row.observation_id, rows);
    rows.push(toReviewRow(row));
  }
  return new Map(
    prices.rows.map((row) => [Number(row.id), { ...toPrice(row), rows: byPrice.get(row.id) ?? [] }]),
  );
}

function toPrice(row: Row): Omit<ReviewedRow, 'rows'> {
  return {
    observationId: Number(row.id),
    readingId: row.reading_id,
    deviceId: row.device_id,
    reporterIds: row.reporter_ids,
    handedOn: row.handed_on,
    marketId: row.market_id,
    regionId: row.region_id,
    commodityId: row.commodity_id,
    price: row.price,
    lane: laneFromNumber(row.lane),
    provenance: provenanceFromNumber(row.provenance),
    observedAt: row.observed_at.getTime(),
    receivedAt: row.received_at.getTime(),
    latestVerdict: Number(row.latest),
    settledByJudge: row.settled,
  };
}
