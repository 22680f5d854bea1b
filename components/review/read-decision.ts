import { parseRupiah } from '@/lib/market/money';
import { MIN_NOTE } from '@/lib/market/review';
import type { BulkResult, Choice } from './review-fetch';

/** What keeps a decision from being sent; each has words under `review.form`. */
export type DecisionFault = 'short_note' | PriceFault;
type PriceFault = 'ambiguous_amount' | 'not_an_amount' | 'strange_price';

/** The highest price that anybody may report, Rp per unit. */
const HIGHEST = 1_000_000_000;

interface Typed {
  readonly decision: Choice['decision'];
  readonly reason: string;
  readonly note: string;
  /** A corrected price, as people write one, so that `13.500` is no thirteen. */
  readonly price: string;
}

/** A decision as it was typed. Blanks are no note, though a browser counts them as letters. */
export function readDecision({ decision, reason, note: typed, price: said }: Typed): Choice | DecisionFault {
  const note = typed.trim();
  if (decision !== 'correct')
    return note.length < MIN_NOTE ? 'short_note' : { decision, reason, note, price: null };
  const price = readPrice(said);
  if (typeof price === 'string') return price;
  return note.length < MIN_NOTE ? 'short_note' : { decision, reason, note, price };
}

/** A corrected price as it was typed, Rp per unit. */
export function readPrice(said: string): number | PriceFault {
  const amount = parseRupiah(said);
  if (!amount.ok) return amount.code;
  const price = Math.round(amount.rupiah);
  return price < 1 || price > HIGHEST ? 'strange_price' : price;
}

/**
 * What became of decisions about many: how many were taken, how many were not, why not, each reason once, and which
 * ones are proposals that wait for a second person.
 */
export function bulkOutcome(results: readonly BulkResult[]) {
  const left = results.filter(({ status }) => status !== 200);
  return {
    done: results.length - left.length,
    count: results.length,
    left: left.length,
    waiting: results.flatMap(({ id, state }) => (state === 'proposed' ? id : [])),
    codes: [...new Set(left.flatMap(({ code }) => code ?? []))],
  };
}
