import type { Pool } from 'pg';
import { numberArray, textArray } from '../array-literal';
import { CASE_JOINS, caseState } from './case-state';

/** Which cases are wanted; `null` does not narrow. */
export interface QueueNarrowing {
  readonly states: readonly string[];
  readonly regionId: number | null;
  readonly marketId: number | null;
  readonly commodityId: number | null;
  readonly lane: number | null;
  readonly flag: string | null;
  /** Received before this moment, ms. */
  readonly receivedBefore: number | null;
}

export interface QueueFilter extends QueueNarrowing {
  /** The last case of the page before. */
  readonly after: { readonly dueAt: number; readonly id: number } | null;
  readonly limit: number;
}

export interface QueuedCase {
  readonly id: number;
  /** Orders the queue, ms: when its time is over. */
  readonly dueAt: number;
}

/** Older held prices that nobody touched have long been settled. */
const HELD_DAYS = 30;
const TOUCHED_DAYS = 120;

const CASES = `
WITH ids AS (
  SELECT o.id FROM observation o
  WHERE o.lane > 0 AND o.id >= 0 AND o.observed_at >= $1::timestamptz - interval '${HELD_DAYS} days'
  UNION
  SELECT observation_id FROM review WHERE decided_at >= $1::timestamptz - interval '${TOUCHED_DAYS} days'
), cases AS (
  SELECT o.id, ${caseState('$1')} AS state, COALESCE(l.due_at, o.received_at + interval '72 hours') AS due_at
  FROM ids JOIN observation o ON o.id = ids.id
  ${CASE_JOINS}
  WHERE o.rule_version <> 'review/1'
    AND ($3::smallint IS NULL OR o.region_id = $3) AND ($4::int IS NULL OR o.market_id = $4)
    AND ($5::smallint IS NULL OR o.commodity_id = $5) AND ($6::smallint IS NULL OR o.lane = $6)
    AND ($7::text IS NULL OR $7 = ANY (o.flags))
    AND ($8::timestamptz IS NULL OR o.received_at < $8)
)`;

const QUEUE = `${CASES}
SELECT id::text AS id, due_at FROM cases
WHERE state = ANY ($2::text[]) AND ($9::timestamptz IS NULL OR (due_at, id) > ($9::timestamptz, $10::bigint))
ORDER BY due_at, cases.id LIMIT $11`;

const COUNT = `${CASES}
SELECT count(*)::int AS count, min(due_at) AS due_at FROM cases WHERE state = ANY ($2::text[])`;

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** Places `$1` to `$8` of `CASES`. */
const narrowed = (filter: QueueNarrowing, now: number) => [
  iso(now),
  textArray(filter.states),
  filter.regionId,
  filter.marketId,
  filter.commodityId,
  filter.lane,
  filter.flag,
  iso(filter.receivedBefore),
];

/** Cases in the order in which their time runs out. @param now ms */
export async function readQueue(
  pool: Pool,
  filter: QueueFilter,
  now: number,
): Promise<readonly QueuedCase[]> {
  const { rows } = await pool.query<{ id: string; due_at: Date }>({
    name: 'review-queue',
    text: QUEUE,
    values: [
      ...narrowed(filter, now),
      iso(filter.after?.dueAt ?? null),
      filter.after?.id ?? null,
      filter.limit,
    ],
  });
  return rows.map((r) => ({ id: Number(r.id), dueAt: r.due_at.getTime() }));
}

/** How many cases there are, and when the time of the first is over, ms. @param now ms */
export async function countQueue(
  pool: Pool,
  filter: QueueNarrowing,
  now: number,
): Promise<{ readonly count: number; readonly firstDueAt: number | null }> {
  const { rows } = await pool.query<{ count: number; due_at: Date | null }>({
    name: 'review-queue-count',
    text: COUNT,
    values: narrowed(filter, now),
  });
  return { count: rows[0]?.count ?? 0, firstDueAt: rows[0]?.due_at?.getTime() ?? null };
}

/** A verdict of a price, oldest first for each. */
export interface StoredVerdict {
  readonly observationId: number;
  readonly id: number;
  readonly lane: number;
  readonly score: number;
  readonly flags: readonly string[];
  readonly ruleVersion: string;
  readonly detail: unknown;
  readonly decidedAt: number;
  readonly decidedBy: string;
}

export async function readVerdicts(pool: Pool, ids: readonly number[]): Promise<readonly StoredVerdict[]> {
  const { rows } = await pool.query<Omit<StoredVerdict, 'decidedAt'> & { decidedAt: Date }>({
    name: 'review-verdicts',
    text: `SELECT observation_id::float8 AS "observationId", id::float8 AS id, lane, score, flags,
             rule_version AS "ruleVersion", detail, decided_at AS "decidedAt", decided_by AS "decidedBy"
           FROM verdict WHERE observation_id = ANY ($1::bigint[]) ORDER BY observation_id, verdict.id`,
    values: [numberArray(ids)],
  });
  return rows.map((r) => ({ ...r, decidedAt: r.decidedAt.getTime() }));
}
