import type { FieldFault, Outcome, Receipt } from './records';

/** What an answer to a batch means for the whole queue. */
export type BatchVerdict =
  | { readonly kind: 'answered'; readonly outcomes: readonly Outcome[] }
  /** The token is not (or no longer) good: only a new code helps, and the queue waits for it. */
  | { readonly kind: 'locked-out'; readonly status: 401 | 403 }
  | { readonly kind: 'later'; readonly retryAfter: number | null };

interface Problem {
  readonly status?: number;
  readonly detail?: string;
  readonly errors?: readonly FieldFault[];
}

interface StoredPrice {
  readonly lane: Receipt['lane'];
  readonly flags: readonly string[];
  readonly accepted_range: Receipt['range'];
  readonly ledger_index: number;
}

interface Stored {
  readonly status: 202;
  readonly published_at: string;
  readonly prices: readonly StoredPrice[];
}

/** Statuses that say something about the message itself, and will be the same tomorrow. */
const FINAL = new Set([400, 409, 413, 415, 422]);

/**
 * Reads the answer to `{"readings": […]}` of `count` readings. What is not understood counts as unknown, and is
 * sent again: a repeat is harmless, a loss is not.
 */
export function readBatchAnswer(
  status: number,
  body: unknown,
  retryAfter: string | null,
  count: number,
): BatchVerdict {
  if (status === 401 || status === 403) return lockedOut(status, body, count);
  if (status === 202) return { kind: 'answered', outcomes: eachResult(body, count) };
  if (FINAL.has(status)) return { kind: 'answered', outcomes: eachRefused(status, body as Problem, count) };
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter);
  return { kind: 'later', retryAfter: Number.isFinite(seconds) ? Math.max(0, seconds) : null };
}

/** 403 with fields is about the readings (another market's name in them), without fields about the device. */
function lockedOut(status: 401 | 403, body: unknown, count: number): BatchVerdict {
  const faults = status === 403 ? ((body as Problem | null)?.errors ?? []) : [];
  if (faults.length === 0) return { kind: 'locked-out', status };
  return { kind: 'answered', outcomes: eachRefused(status, body as Problem, count) };
}

function eachResult(body: unknown, count: number): Outcome[] {
  const results = (body as { readonly results?: readonly (Stored | Problem)[] } | null)?.results ?? [];
  return Array.from({ length: count }, (_, i) => outcomeOf(results[i]));
}

function outcomeOf(result: Stored | Problem | undefined): Outcome {
  if (result === undefined) return { kind: 'unknown' };
  const { status } = result;
  if (status === 202) {
    const { prices, published_at } = result as Stored;
    const price = prices[0];
    if (price === undefined) return { kind: 'unknown' };
    return { kind: 'stored', receipt: receiptOf(price, published_at) };
  }
  if (status !== undefined && (FINAL.has(status) || status === 403)) {
    return { kind: 'refused', status, faults: faultsOf(result as Problem) };
  }
  return { kind: 'unknown' };
}

function receiptOf(price: StoredPrice, publishedAt: string): Receipt {
  const { lane, flags, accepted_range: range, ledger_index: ledgerIndex } = price;
  return { lane, flags, range, ledgerIndex, publishedAt };
}

/** One problem for all: its fields begin with the place of the reading, `readings[3].timestamp`. */
function eachRefused(status: number, body: Problem | null, count: number): Outcome[] {
  const faults = body?.errors ?? [];
  if (faults.length === 0)
    return Array.from({ length: count }, () => ({ kind: 'refused', status, faults: faultsOf(body) }));
  return Array.from({ length: count }, (_, i) => {
    const mine = faults.filter((f) => f.field.startsWith(`readings[${i}]`));
    const shared = faults.filter((f) => !/^readings\[\d+\]/.test(f.field));
    return { kind: 'refused', status, faults: [...mine, ...shared].map(withoutPlace) };
  });
}

function faultsOf(problem: Problem | null): FieldFault[] {
  const errors = problem?.errors ?? [];
  if (errors.length > 0) return errors.map(withoutPlace);
  return [{ field: '', code: 'refused', message: problem?.detail ?? '' }];
}

function withoutPlace({ field, code, message }: FieldFault): FieldFault {
  return { field: field.replace(/^readings\[\d+\]\.?/, ''), code, message };
}
