import type { Pool } from 'pg';
import { FIRST_VERDICT } from '../river/first-verdict';

/** A price as its row says it. Times in ms since 1970. */
export interface SealedPrice {
  readonly observedAt: number;
  readonly receivedAt: number;
  readonly publishedAt: number;
  readonly readingId: string | null;
  readonly marketId: number;
  readonly regionId: number;
  readonly commodityId: number;
  readonly price: number;
  readonly lane: number;
  readonly provenance: number;
}

export interface SealedReading {
  readonly deviceId: string;
  readonly marketId: number;
  readonly observedAt: number;
  readonly receivedAt: number;
  readonly publishedAt: number;
  readonly temperature: number | null;
  readonly humidity: number | null;
  readonly crowd: number | null;
  readonly provenance: number;
  readonly firstIndex: number;
  readonly prices: number;
}

export interface SealedVerdict {
  readonly observationId: number;
  readonly lane: number;
  readonly score: number;
  readonly flags: readonly string[];
  readonly ruleVersion: string;
  /** As stored, letter by letter. */
  readonly detail: string;
  readonly priceChange: number | null;
  readonly impactScore: number;
  readonly dominantFactor: string;
  readonly factors: string;
  readonly decidedAt: number;
  readonly decidedBy: string;
  /** Of who decided, for later verdicts by people; empty when somebody was forgotten. */
  readonly actorSalt?: Uint8Array | null;
}

const MS = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

const VERDICT = `v.observation_id::float8 AS "observationId", v.lane, v.score, v.flags,
  v.rule_version AS "ruleVersion", v.detail::text AS detail, v.price_change AS "priceChange",
  v.impact_score AS "impactScore", v.dominant_factor AS "dominantFactor", v.factors::text AS factors,
  ${MS('v.decided_at')} AS "decidedAt", v.decided_by AS "decidedBy"`;

const OBSERVATIONS = `
SELECT o.id::float8 AS id, ${MS('o.observed_at')} AS "observedAt", ${MS('o.received_at')} AS "receivedAt",
  ${MS('o.published_at')} AS "publishedAt", o.reading_id AS "readingId", o.market_id AS "marketId",
  o.region_id AS "regionId", o.commodity_id AS "commodityId", o.price, o.lane, o.provenance
FROM observation o WHERE o.id >= $1 AND o.id < $2`;

const READINGS = `
SELECT o.id::float8 AS id, r.device_id AS "deviceId", r.market_id AS "marketId",
  ${MS('r.observed_at')} AS "observedAt", ${MS('r.received_at')} AS "receivedAt",
  ${MS('r.published_at')} AS "publishedAt", r.temperature, r.humidity, r.crowd, r.provenance,
  r.first_index::float8 AS "firstIndex", r.prices
FROM observation o
JOIN reading r ON r.id = o.reading_id AND r.first_index <= o.id AND o.id < r.first_index + r.prices
WHERE o.id >= $1 AND o.id < $2`;

const FIRST_VERDICTS = `SELECT v.id::float8 AS id, ${VERDICT} FROM observation o
  ${FIRST_VERDICT} WHERE o.id >= $1 AND o.id < $2`;

const LATER_VERDICTS = `SELECT v.id::float8 AS id, ${VERDICT},
  (SELECT salt FROM ledger_salt WHERE subject = v.decided_by) AS "actorSalt" FROM later_verdict v
  WHERE v.id >= $1 AND v.id < $2`;

/** The rows whose leaves are `[from, to)`, by position. Where two claim the same place, `null` stands. */
export interface SealedRows {
  readonly prices: ReadonlyMap<number, SealedPrice | null>;
  readonly readings: ReadonlyMap<number, SealedReading | null>;
  readonly firstVerdicts: ReadonlyMap<number, SealedVerdict | null>;
  readonly laterVerdicts: ReadonlyMap<number, SealedVerdict | null>;
}

export async function readSealedRows(pool: Pool, from: number, to: number): Promise<SealedRows> {
  const ask = async <T extends object>(name: string, text: string) => {
    const { rows } = await pool.query<T & { id: number }>({ name, text, values: [from, to] });
    const found = new Map<number, T | null>();
    for (const row of rows) found.set(row.id, found.has(row.id) ? null : row);
    return found;
  };
  const [prices, readings, firstVerdicts, laterVerdicts] = await Promise.all([
    ask<SealedPrice>('ledger-prices', OBSERVATIONS),
    ask<SealedReading>('ledger-readings', READINGS),
    ask<SealedVerdict>('ledger-first', FIRST_VERDICTS),
    ask<SealedVerdict>('ledger-later', LATER_VERDICTS),
  ]);
  return { prices, readings, firstVerdicts, laterVerdicts };
}
