import type { Pool } from 'pg';
import { dayToIso } from '@/lib/market/calendar';

const WEEKS = 40;
/** Rp that the prices move around. */
export const FILLED_BASE = 40_000;

/** Forty weeks of a nation that moves together, with a little of each market's own; the last ends a week before `today`. */
export async function fillWeeks(
  pool: Pool,
  markets: readonly number[],
  commodityId: number,
  today: number,
): Promise<void> {
  const rows = markets.flatMap((marketId, m) =>
    Array.from({ length: WEEKS }, (_, w) => {
      const together = 0.1 * Math.sin(w * 1.7);
      const own = 0.01 * Math.sin((m + 2) * (w + 1) * 3.1);
      const price = Math.round(FILLED_BASE * Math.exp(together + own));
      return { marketId, day: dayToIso(today - 7 * (WEEKS - w)), price };
    }),
  );
  await pool.query(
    `INSERT INTO rollup_day (level, area_id, commodity_id, bucket, n, total, low, high, simulated)
     SELECT 2, m, $4::int, d, 1, p, p, p, 0 FROM unnest($1::int[], $2::date[], $3::int[]) AS x (m, d, p)`,
    [rows.map((r) => r.marketId), rows.map((r) => r.day), rows.map((r) => r.price), commodityId],
  );
}
