import { createPool } from '@/lib/store/pool';
import { createTestDatabase } from '@/tests/support/postgres';
import { startTestServer } from '@/tests/support/server';
import { report } from './support/report';
import { spread, written } from './support/stats';

const MARKETS = 500;
const DAYS = 1_826;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const ASKED =
  '/api/public/commodity/price/history?commodity=beras-medium&from=2021-01-01&to=2025-12-31&limit=20000';

/** What the rollups save: the same figures from the observations themselves. */
const RAW = `
SELECT day, round(avg(mean))::int AS price FROM (
  SELECT o.market_id, (o.observed_at AT TIME ZONE g.time_zone)::date AS day, avg(o.price) AS mean
  FROM observation o JOIN region g ON g.id = o.region_id
  WHERE o.commodity_id = (SELECT id FROM commodity WHERE code = 'beras-medium') AND o.lane = 0
  GROUP BY 1, 2
) markets GROUP BY day ORDER BY day`;

const FILL = [
  `INSERT INTO market (code, name, city, region_id, latitude, longitude, origin)
   SELECT 'BENCH-' || i, 'Bench ' || i, 'Bench', 31, -6, 106, 'registered' FROM generate_series(1, ${MARKETS}) i`,
  `INSERT INTO observation (id, observed_at, received_at, published_at, market_id, region_id, commodity_id, price, lane, provenance)
   SELECT nextval('imported_id_seq'), '2021-01-01T03:00:00Z'::timestamptz + d * interval '1 day', now(), now(), m.id, 31,
          c.id, 12000 + (hashint4(m.id * 10000 + d) % 1000 + 1000) / 50 * 50, 0, 2
   FROM generate_series(0, ${DAYS - 1}) d, market m, commodity c WHERE m.code LIKE 'BENCH-%' AND c.code = 'beras-medium'`,
  `INSERT INTO rollup_day (level, area_id, commodity_id, bucket, n, total, low, high, simulated)
   SELECT 2, market_id, commodity_id, (observed_at AT TIME ZONE 'Asia/Jakarta')::date, count(*), sum(price), min(price), max(price), 0
   FROM observation GROUP BY 2, 3, 4`,
  `INSERT INTO rollup_day (level, area_id, commodity_id, bucket, n, total, low, high, simulated)
   SELECT 0, 0, commodity_id, bucket, count(*), sum((2 * total + n) / (2 * n)), min(low), max(high), 0
   FROM rollup_day WHERE level = 2 GROUP BY 3, 4`,
  'ANALYZE',
];

/** Five years of 500 markets of one commodity by day: over HTTP against the raw GROUP BY. */
export async function run(): Promise<void> {
  const database = await createTestDatabase();
  const first = await startTestServer({ databaseUrl: database.url });
  await first.stop();
  const pool = createPool(database.url, 1, () => undefined);
  await pool.query('SET statement_timeout = 0');
  for (const statement of FILL) await pool.query(statement);
  const server = await startTestServer({ databaseUrl: database.url });
  const http: number[] = [];
  const raw: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const askHttp = async () => void http.push(await timed(() => fetchPoints(server.url)));
    const askRaw = async () => void raw.push(await timed(() => rawPoints()));
    for (const ask of round % 2 === 0 ? [askHttp, askRaw] : [askRaw, askHttp]) await ask();
  }
  async function rawPoints(): Promise<number> {
    return (await pool.query(RAW)).rowCount ?? 0;
  }
  await server.stop();
  await pool.end();
  await database.drop();
  await report('history', [
    { what: `raw GROUP BY over ${MARKETS * DAYS} prices, ms`, figure: written(spread(raw), 1), target: '' },
    { what: 'GET history by day, ms', figure: written(spread(http), 1), target: '' },
    {
      what: 'GET to GROUP BY',
      figure: written(spread(http.map((h, i) => h / (raw[i] ?? Number.NaN))), 4),
      target: '≤ 0.0333',
    },
  ]);
}

async function fetchPoints(url: string): Promise<number> {
  const body = (await (await fetch(url + ASKED)).json()) as { points: unknown[] };
  return body.points.length;
}

/** Milliseconds. @throws Error when not every day came back */
async function timed(work: () => Promise<number>): Promise<number> {
  const startedAt = performance.now();
  const days = await work();
  const ms = performance.now() - startedAt;
  if (days !== DAYS) throw new Error(`${days} days instead of ${DAYS}`);
  return ms;
}
