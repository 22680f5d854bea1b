import type { Pool } from 'pg';
import { SmpError } from '@/lib/errors';
import type { Catalog } from '@/lib/market/catalog';
import type { JudgedReading, RecordedReading } from '@/lib/market/judged-reading';
import {
  type AppendInput,
  type AppendResult,
  appendReadings,
  prepareBatch,
} from '@/lib/store/river/append-readings';
import { findReadings, keyOf } from '@/lib/store/river/find-readings';
import type { LedgerHead } from '@/lib/store/river/ledger-head';
import { readHead } from '@/lib/store/river/read-head';
import type { RiverLine } from '@/lib/store/river/river-line';
import { asRefused, asUnavailable, isContentFault, isRepeat } from './save-faults';
import { sealReadings } from './seal-readings';

export interface Saved {
  readonly recorded: RecordedReading;
  /** False for a repeat: it was stored before, and this is the first answer. */
  readonly fresh: boolean;
}

/** What a process knows of the ledger's head; `null` where it does not. */
export interface KnownHead {
  /** As its last commit left it. */
  current: LedgerHead | null;
  /** As the last of the commits that are under way will leave it, unless one of them fails. */
  ahead: LedgerHead | null;
  /** Settled once all that began is done with. */
  settled: Promise<void>;
  /** Batches that failed at first and are not done with yet. Where there are any, nobody knows what they leave. */
  readonly failing: Set<object>;
}

/** Before the first commit. */
export function unknownHead(): KnownHead {
  return { current: null, ahead: null, settled: Promise.resolve(), failing: new Set() };
}

export interface SaveDeps {
  /** For queries that stand alone. */
  readonly pool: Pool;
  readonly riverLine: RiverLine;
  readonly catalog: Catalog;
  readonly now: number;
  /** Kept up by this verb. */
  readonly head: KnownHead;
  /** Called once for every transaction that committed, in ledger order. */
  readonly onCommit: (result: AppendResult, recorded: readonly RecordedReading[]) => void;
}

/**
 * Makes a batch durable: one transaction for all that is new, the first answer for all that is not. When
 * the database refuses the batch for its content, halves are tried, so that only the culprit fails. It may be called
 * while the one before is under way: it then follows on its heels, and is told of after it.
 */
export async function saveReadings(
  deps: SaveDeps,
  batch: readonly JudgedReading[],
): Promise<readonly (Saved | Error)[]> {
  const way: Way = { ...deps, before: deps.head.settled };
  const saving = saveDistinct(way, [...distinctOf(batch).values()]);
  const end = () => void deps.head.failing.delete(way);
  deps.head.settled = saving.then(end, end);
  const saved = await saving.catch((error: unknown) => {
    throw asUnavailable(error);
  });
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

/** `before` is settled once all that began earlier is done with. */
type Way = SaveDeps & { readonly before: Promise<void> };

async function saveDistinct(way: Way, batch: readonly JudgedReading[]): Promise<Outcomes> {
  if (batch.length === 0) return new Map();
  try {
    return await append(way, batch);
  } catch (error) {
    if (isRepeat(error)) return answerRepeats(way, batch);
    if (!isContentFault(error)) throw error;
    const [only] = batch;
    if (batch.length === 1 && only !== undefined) return new Map([[keyOf(only.reading), asRefused(error)]]);
    const middle = Math.ceil(batch.length / 2);
    const first = await saveDistinct(way, batch.slice(0, middle));
    const second = await saveDistinct(way, batch.slice(middle));
    return new Map([...first, ...second]);
  }
}

async function append(way: Way, batch: readonly JudgedReading[]): Promise<Outcomes> {
  const { now, head, riverLine, before } = way;
  // Whoever cannot tell what those before leave waits for them.
  if (head.failing.size > 0 || (head.ahead ?? head.current) === null) await before;
  const expected = head.ahead ?? head.current ?? (await readHead(riverLine));
  const made = prepareBatch(inputOf(way, batch), expected);
  head.ahead = made.after;
  const result = await appendReadings(riverLine, made, async () => {
    head.failing.add(way);
    head.ahead = null;
    head.current = null;
    await before;
  });
  if (head.ahead === made.after) head.ahead = null;
  head.current = result.head;
  let index = result.from;
  const recorded = batch.map((item): RecordedReading => {
    const first = index;
    index += item.reading.prices.length;
    return toRecorded(item, first, now);
  });
  way.onCommit(result, recorded);
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

async function answerRepeats(way: Way, batch: readonly JudgedReading[]): Promise<Outcomes> {
  const found = await findReadings(
    way.pool,
    batch.map((b) => b.reading),
  );
  if (found.size === 0)
    throw new SmpError('UNAVAILABLE', 'The reading met itself; send it again.', { retryAfter: 1 });
  const outcomes: Outcomes = new Map();
  for (const [key, recorded] of found) outcomes.set(key, { recorded, fresh: false });
  const rest = batch.filter((b) => !found.has(keyOf(b.reading)));
  return new Map([...outcomes, ...(await saveDistinct(way, rest))]);
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
