import type { Pool } from 'pg';
import { SmpError } from '@/lib/errors';
import type { Catalog } from '@/lib/market/catalog';
import type { JudgedReading, RecordedReading } from '@/lib/market/judged-reading';
import {
  type AppendInput,
  type AppendResult,
  appendReadings,
  type PreparedBatch,
  prepareBatch,
} from '@/lib/store/river/append-readings';
import { findReadings, keyOf } from '@/lib/store/river/find-readings';
import type { LedgerHead } from '@/lib/store/river/ledger-head';
import { readHead } from '@/lib/store/river/read-head';
import { asRefused, asUnavailable, isContentFault, isRepeat } from './save-faults';
import { sealReadings } from './seal-readings';

export interface Saved {
  readonly recorded: RecordedReading;
  /** False for a repeat: it was stored before, and this is the first answer. */
  readonly fresh: boolean;
}

/** What a process knows of the ledger's head; `null` where it does not. */
export interface KnownHead {
  /** As its last commit left it, when none is under way. */
  current: LedgerHead | null;
  /** As the commit that is under way will leave it. */
  ahead: LedgerHead | null;
}

export interface SaveDeps {
  /** For queries that stand alone. */
  readonly pool: Pool;
  /** For appending; its connections pipeline. */
  readonly riverPool: Pool;
  readonly catalog: Catalog;
  readonly now: number;
  /** Kept up by this verb. */
  readonly head: KnownHead;
  /** Called once for every transaction that committed, in ledger order. */
  readonly onCommit: (result: AppendResult, recorded: readonly RecordedReading[]) => void;
}

/**
 * Seals a batch and writes it down before its turn comes, for the head that the commit under way will leave.
 *
 * @returns `null` when that head is not known
 */
export function prepareReadings(deps: SaveDeps, batch: readonly JudgedReading[]): PreparedBatch | null {
  const head = deps.head.ahead ?? deps.head.current;
  return head === null ? null : prepareBatch(inputOf(deps, [...distinctOf(batch).values()]), head);
}

/**
 * Makes a batch durable: one transaction for all that is new, the first answer for all that is not. When
 * the database refuses the batch for its content, halves are tried, so that only the culprit fails.
 *
 * @param prepared what `prepareReadings` made of this batch with these `deps`; of no use when the head moved otherwise
 */
export async function saveReadings(
  deps: SaveDeps,
  batch: readonly JudgedReading[],
  prepared: PreparedBatch | null = null,
): Promise<readonly (Saved | Error)[]> {
  const saved = await saveDistinct(deps, [...distinctOf(batch).values()], prepared).catch(
    (error: unknown) => {
      throw asUnavailable(error);
    },
  );
  const answered = new Set<string>();
  return batch.map((item) => {
    const key = keyOf(item.reading);
    const outcome = saved.get(key) ?? new Error('a reading was neither stored nor refused');
    const repeated = answered.has(key) && !(outcome instanceof Error);
    answered.add(key);
    return repeated ? { recorded: outcome.recorded, fresh: false } : outcome;
  });
}

const distinctOf = (batch: readonly JudgedReading[]) =>
  new Map(batch.map((item) => [keyOf(item.reading), item]));

type Outcomes = Map<string, Saved | Error>;

async function saveDistinct(
  deps: SaveDeps,
  batch: readonly JudgedReading[],
  prepared: PreparedBatch | null = null,
): Promise<Outcomes> {
  if (batch.length === 0) return new Map();
  try {
    return await append(deps, batch, prepared);
  } catch (error) {
    if (isRepeat(error)) return answerRepeats(deps, batch);
    if (!isContentFault(error)) throw error;
    const [only] = batch;
    if (batch.length === 1 && only !== undefined) return new Map([[keyOf(only.reading), asRefused(error)]]);
    const middle = Math.ceil(batch.length / 2);
    const first = await saveDistinct(deps, batch.slice(0, middle));
    const second = await saveDistinct(deps, batch.slice(middle));
    return new Map([...first, ...second]);
  }
}

async function append(
  deps: SaveDeps,
  batch: readonly JudgedReading[],
  prepared: PreparedBatch | null,
): Promise<Outcomes> {
  const { now, head } = deps;
  const expected = head.current ?? (await readHead(deps.riverPool));
  const fits = prepared !== null && isSame(prepared.head, expected);
  const made = fits ? prepared : prepareBatch(inputOf(deps, batch), expected);
  head.current = null;
  head.ahead = made.after;
  const result = await appendReadings(deps.riverPool, made).finally(() => {
    head.ahead = null;
  });
  head.current = result.head;
  let index = result.from;
  const recorded = batch.map((item): RecordedReading => {
    const first = index;
    index += item.reading.prices.length;
    return toRecorded(item, first, now);
  });
  deps.onCommit(result, recorded);
  return new Map(recorded.map((r) => [keyOf(r.reading), { recorded: r, fresh: true }]));
}

function inputOf({ catalog, now }: SaveDeps, batch: readonly JudgedReading[]): AppendInput {
  return {
    places: catalog,
    batch,
    publishedAt: now,
    seal: (at, items) => sealReadings(catalog, now, at, items),
  };
}

function isSame(a: LedgerHead, b: LedgerHead): boolean {
  return a.size === b.size && Buffer.compare(a.frontier, b.frontier) === 0;
}

async function answerRepeats(deps: SaveDeps, batch: readonly JudgedReading[]): Promise<Outcomes> {
  const found = await findReadings(
    deps.pool,
    batch.map((b) => b.reading),
  );
  if (found.size === 0)
    throw new SmpError('UNAVAILABLE', 'The reading met itself; send it again.', { retryAfter: 1 });
  const outcomes: Outcomes = new Map();
  for (const [key, recorded] of found) outcomes.set(key, { recorded, fresh: false });
  const rest = batch.filter((b) => !found.has(keyOf(b.reading)));
  return new Map([...outcomes, ...(await saveDistinct(deps, rest))]);
}

function toRecorded(item: JudgedReading, firstIndex: number, publishedAt: number): RecordedReading {
  const { reading, provenance, verdicts, impacts } = item;
  return {
    reading,
    provenance,
    publishedAt,
    prices: reading.prices.map((p, i) => {
      const verdict = verdicts[i];
      const impact = impacts[i];
      if (verdict === undefined || impact === undefined) throw new Error('a price has no verdict or impact');
      const { commodityId, saidAs, price } = p;
      return { ledgerIndex: firstIndex + i, commodityId, saidAs, price, verdict, impact };
    }),
  };
}
