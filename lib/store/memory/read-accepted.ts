import type { Pool, PoolClient } from 'pg';

/** One accepted price as the detectors' memory takes it in. */
export interface AcceptedRow {
  readonly marketId: number;
  readonly regionId: number;
  readonly commodityId: number;
  readonly price: number;
  readonly observedAt: number;
  readonly deviceId: string;
}

const PAGE = 20_000;
/** Days of a nation are sorted in memory; the usual 4 MB would send them through files. */
const SORT_MEMORY = '64MB';

interface Row {
  market_id: number;
  region_id: number;
  commodity_id: number;
  price: number;
  observed_ms: number;
  device_id: string;
}

const fetchPage = (client: PoolClient, rows: number) => client.query<Row>(`FETCH ${rows} FROM accepted`);

/**
 * The newest accepted price of each market, commodity and local day since `since` (ms), oldest first:
 * what a memory that keeps one entry a day needs to be rebuilt. Read in pages, so that a year of a
 * nation does not lie in memory at once; the database makes the next one while `take` has this one.
 *
 * @param take called once a page; what it throws is thrown here, and nothing more is read
 * @param pageRows prices a page, ≥ 1
 */
export async function readAccepted(
  pool: Pool,
  since: number,
  take: (rows: readonly AcceptedRow[]) => void,
  pageRows = PAGE,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN READ ONLY');
    await client.query(`SET LOCAL work_mem = '${SORT_MEMORY}'`);
    // The first page waits until all days of a nation are sorted, for which a busy machine takes its time.
    await client.query('SET LOCAL statement_timeout = 0');
    await client.query(
      `DECLARE accepted NO SCROLL CURSOR FOR
       SELECT market_id, region_id, commodity_id, price, device_id,
              (EXTRACT(EPOCH FROM observed_at) * 1000)::float8 AS observed_ms
       FROM (
         SELECT DISTINCT ON (o.market_id, o.commodity_id, (o.observed_at AT TIME ZONE g.time_zone)::date)
                o.market_id, o.region_id, o.commodity_id, o.price, o.observed_at, o.id,
                COALESCE(r.device_id, '') AS device_id
         FROM observation o
         JOIN region g ON g.id = o.region_id
         LEFT JOIN reading r ON o.reading_id IS NOT NULL AND r.id = o.reading_id
         WHERE o.lane = 0 AND o.observed_at >= $1::timestamptz
         ORDER BY o.market_id, o.commodity_id, (o.observed_at AT TIME ZONE g.time_zone)::date,
                  o.observed_at DESC, o.id DESC
       ) newest ORDER BY observed_at, id`,
      [new Date(since).toISOString()],
    );
    for (let page = fetchPage(client, pageRows); ; ) {
      const { rows } = await page;
      if (rows.length === 0) break;
      page = fetchPage(client, pageRows);
      // Heard here already, since nobody waits for it until the rows are taken.
      page.catch(() => undefined);
      take(
        rows.map((r) => ({
          marketId: r.market_id,
          regionId: r.region_id,
          commodityId: r.commodity_id,
          price: r.price,
          observedAt: r.observed_ms,
          deviceId: r.device_id,
        })),
      );
    }
    await client.query('COMMIT');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}
