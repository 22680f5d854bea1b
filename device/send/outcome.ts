import type { Problem } from '../http-client';

/** One price's place in the public ledger. */
export interface Receipt {
  readonly reading_id: string;
  readonly prices: readonly {
    readonly name: string;
    readonly lane: string;
    readonly ledger_index: number;
  }[];
}

/** What became of one reading that was sent. */
export type Outcome =
  | { readonly kind: 'delivered'; readonly receipt: Receipt | null }
  /** It can never be taken as it is. */
  | { readonly kind: 'rejected'; readonly problem: Problem }
  | { readonly kind: 'again' };

/** What became of everything that was sent together. */
export type Sent =
  | { readonly kind: 'outcomes'; readonly outcomes: readonly Outcome[]; readonly retryAfter: number | null }
  /** Nobody can say which of them is the reason; fewer at a time will tell. */
  | { readonly kind: 'split'; readonly why: string }
  | { readonly kind: 'later'; readonly why: string; readonly retryAfter: number | null }
  /** This device may not send; somebody has to do something. */
  | { readonly kind: 'stop'; readonly why: string };

/** Problems that are the reading's own, whoever sends it and whenever. */
const OWN_FAULT: ReadonlySet<number> = new Set([400, 409, 413, 415, 422]);

/** A signature is the device's matter and not the reading's. */
const SIGNATURE = 'x-smp-signature';

/** Whether a problem is about the reading; a 403 is when it names a field of it, else it is about the device. */
export function isOwnFault({ status, errors }: Problem): boolean {
  if (OWN_FAULT.has(status)) return true;
  return status === 403 && errors.length > 0 && errors.every((e) => e.field !== SIGNATURE);
}

/** An answer's receipt for a reading; `null` when it is none for it. */
export function receiptOf(body: unknown, readingId: string): Receipt | null {
  if (typeof body !== 'object' || body === null) return null;
  const { reading_id, prices } = body as { reading_id?: unknown; prices?: unknown };
  if (reading_id !== readingId || !Array.isArray(prices)) return null;
  const places = prices.filter((p) => Number.isInteger(p?.ledger_index));
  return {
    reading_id: readingId,
    prices: places.map(({ name, lane, ledger_index }) => ({
      name: String(name ?? ''),
      lane: String(lane ?? ''),
      ledger_index,
    })),
  };
}
