import type { Pool } from 'pg';

/** Tiles of one level: how many, the highest number, and all hashes in them. */
export interface TileLevel {
  readonly level: number;
  readonly tiles: number;
  readonly last: number;
  readonly hashes: number;
}

/** What is stored of the ledger, counted in one snapshot. */
export interface LedgerSurvey {
  readonly size: number;
  readonly frontier: Uint8Array;
  /** Full entry bundles; the leaves before `packed * 256` are in them. */
  readonly packed: number;
  /** True when the bundles are numbered from 0 without a gap, and the tiles of leaf hashes likewise. */
  readonly tilesGapless: boolean;
  /** Stored tiles by level, bundles and leaf hashes left out. */
  readonly above: readonly TileLevel[];
  /** First leaf of a run that holds more or fewer leaves than it says; null when there is none. */
  readonly miscounted: number | null;
  /** First position from the packed ones on that has no leaf of its own; equal to `size` when all is well. */
  readonly firstMissing: number;
  /** A leaf at or beyond `size`, null when there is none. */
  readonly beyond: number | null;
  /** First leaf that was packed and has not been cleared away, and differs from its packed form. */
  readonly differing: number | null;
}

const SURVEY = `
WITH head AS (SELECT size, frontier FROM ledger_head WHERE id = 1),
bundles AS (SELECT count(*) AS n, COALESCE(max(id) + 1, 0) AS next FROM ledger_tile WHERE level = -1),
hashes AS (SELECT count(*) AS n, COALESCE(max(id) + 1, 0) AS next FROM ledger_tile WHERE level = 0),
waiting AS MATERIALIZED (SELECT l.id FROM ledger_leaf l, bundles WHERE l.id >= bundles.next * 256)
SELECT head.size::text, head.frontier, bundles.next::text AS packed,
  bundles.n = bundles.next AND hashes.n = hashes.next AND hashes.n = bundles.n AS gapless,
  (SELECT min(id)::text FROM ledger_run WHERE n <> cardinality(string_to_array(entries, chr(31)))) AS miscounted,
  (SELECT COALESCE(json_agg(l ORDER BY l.level), '[]') FROM (
     SELECT level, count(*) AS tiles, max(id) AS last, sum(length(data)) / 32.0 AS hashes
     FROM ledger_tile WHERE level NOT IN (-1, 0) GROUP BY level) AS l) AS above,
  (SELECT min(id)::text FROM ledger_leaf WHERE id >= head.size OR id < 0) AS beyond,
  (SELECT min(i)::text FROM (
     SELECT id, row_number() OVER (ORDER BY id) - 1 + bundles.next * 256 AS i
     FROM waiting) AS numbered WHERE id <> i) AS gap,
  (SELECT count(*)::text FROM waiting) AS waiting,
  (SELECT min(l.id)::text FROM ledger_leaf l JOIN ledger_tile t ON t.level = 0 AND t.id = l.id / 256
   WHERE substring(t.data FROM (l.id % 256)::int * 32 + 1 FOR 32) <> sha256('\\x00'::bytea || l.entry)
  ) AS differing
FROM head, bundles, hashes`;

interface Row {
  size: string;
  frontier: Buffer;
  packed: string;
  gapless: boolean;
  miscounted: string | null;
  above: TileLevel[];
  beyond: string | null;
  gap: string | null;
  waiting: string;
  differing: string | null;
}

/** Counts leaves, tiles and gaps; reads every waiting leaf, so that it takes a second a million of them. */
export async function surveyLedger(pool: Pool): Promise<LedgerSurvey> {
  const { rows } = await pool.query<Row>(SURVEY);
  const [row] = rows;
  if (row === undefined) throw new Error('the ledger has no head row: migrations did not run');
  const packed = Number(row.packed);
  return {
    size: Number(row.size),
    frontier: row.frontier,
    packed,
    tilesGapless: row.gapless,
    miscounted: row.miscounted === null ? null : Number(row.miscounted),
    above: row.above,
    firstMissing: row.gap === null ? packed * 256 + Number(row.waiting) : Number(row.gap),
    beyond: row.beyond === null ? null : Number(row.beyond),
    differing: row.differing === null ? null : Number(row.differing),
  };
}
