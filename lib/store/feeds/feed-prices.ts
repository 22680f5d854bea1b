import type { Pool } from 'pg';
import { dayToIso } from '@/lib/market/calendar';
import { numberArray } from '../array-literal';

/** What a source says of a day; market 0: a mean of the region over `n` of its rows. */
export interface FeedPriceRow {
  readonly regionId: number;
  readonly marketId: number;
  readonly commodityId: number;
  readonly day: number;
  readonly price: number;
  readonly n: number;
}

/** Keeps what a source says; a day that it says anew takes the place of what it said before. */
export async function writeFeedPrices(
  pool: Pool,
  feedId: number,
  rows: readonly FeedPriceRow[],
): Promise<void> {
  await pool.query(
    `INSERT INTO feed_price (feed_id, region_id, market_id, commodity_id, day, price, n)
     SELECT $1, r, m, c, date '1970-01-01' + d, p, n
     FROM unnest($2::smallint[], $3::int[], $4::smallint[], $5::int[], $6::int[], $7::int[]) AS t (r, m, c, d, p, n)
     ON CONFLICT (feed_id, day, region_id, market_id, commodity_id)
     DO UPDATE SET price = excluded.price, n = excluded.n`,
    [
      feedId,
      numberArray(rows.map((r) => r.regionId)),
      numberArray(rows.map((r) => r.marketId)),
      numberArray(rows.map((r) => r.commodityId)),
      numberArray(rows.map((r) => r.day)),
      numberArray(rows.map((r) => r.price)),
      numberArray(rows.map((r) => r.n)),
    ],
  );
}

/**
 * Drops at most `limit` prices that sources said before a day.
 *
 * @param day local day number, the first that stays
 * @returns how many are gone; fewer than `limit` when none is left
 */
export async function dropOldFeedPrices(pool: Pool, day: number, limit: number): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM feed_price WHERE ctid = ANY (ARRAY(
       SELECT p.ctid FROM feed f JOIN feed_price p ON p.feed_id = f.id AND p.day < $1::date LIMIT $2))`,
    [dayToIso(day), limit],
  );
  return rowCount ?? 0;
}

/** The last word of a source about a place and commodity. */
export interface LastFeedPrice {
  readonly feedId: number;
  readonly regionId: number;
  readonly marketId: number;
  readonly commodityId: number;
  readonly day: number;
  readonly price: number;
}

/** What every source in use said last, from day number `since` on. */
export async function readLastFeedPrices(pool: Pool, since: number): Promise<readonly LastFeedPrice[]> {
  const { rows } = await pool.query<LastFeedPrice>({
    name: 'last-feed-prices',
    text: `SELECT DISTINCT ON (p.feed_id, p.region_id, p.market_id, p.commodity_id) p.feed_id AS "feedId",
             p.region_id AS "regionId", p.market_id AS "marketId", p.commodity_id AS "commodityId",
             p.day - date '1970-01-01' AS day, p.price
           FROM feed f JOIN feed_price p ON p.feed_id = f.id AND p.day >= $1::date
           WHERE f.enabled
           ORDER BY p.feed_id, p.region_id, p.market_id, p.commodity_id, p.day DESC`,
    values: [dayToIso(since)],
  });
  return rows;
}

export interface NearFeedPrice {
  readonly feed: string;
  readonly bias: readonly object[];
  readonly commodityId: number;
  readonly day: number;
  readonly price: number;
}

/**
 * What each source in use last said of commodities at a market or in its region, from `days` days before `day` on;
 * the market's own price goes before the region's.
 */
export async function readNearFeedPrices(
  pool: Pool,
  place: { readonly regionId: number; readonly marketId: number },
  commodityIds: readonly number[],
  day: number,
  days: number,
): Promise<readonly NearFeedPrice[]> {
  const { rows } = await pool.query<{ feed: string; bias: object[]; c: number; d: number; price: number }>(
    `SELECT DISTINCT ON (f.name, p.commodity_id) f.name AS feed, f.bias, p.commodity_id AS c,
            p.day - date '1970-01-01' AS d, p.price
     FROM feed_price p JOIN feed f ON f.id = p.feed_id AND f.enabled
     WHERE p.commodity_id = ANY ($1::smallint[]) AND p.region_id = $2 AND p.market_id IN (0, $3)
       AND p.day BETWEEN $4::date AND $5::date
     ORDER BY f.name, p.commodity_id, p.day DESC, p.market_id DESC`,
    [numberArray(commodityIds), place.regionId, place.marketId, dayToIso(day - days), dayToIso(day)],
  );
  return rows.map(({ c, d, ...row }) => ({ ...row, commodityId: c, day: d }));
}
