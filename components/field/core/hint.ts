import type { FieldItem } from '@/lib/live/field';

/** Why a price is unusual, said before it is sent. Never a reason not to send it. */
export type Hint =
  | { readonly kind: 'slip'; readonly likely: number }
  | { readonly kind: 'above'; readonly limit: number }
  | { readonly kind: 'below'; readonly limit: number };

/** A zero too many or too few, or a price per ons: within a third of these ratios, as the judge sees it. */
const SLIPS: readonly number[] = [10, 100, 1000, 0.1, 0.01, 0.001];
const SLIP_WIDTH = 0.33;

/** Works without a network, from the range that came with the round. */
export function hintFor(
  item: Pick<FieldItem, 'last' | 'expected' | 'accepted_range'>,
  price: number,
): Hint | null {
  const range = item.accepted_range;
  if (!(price > 0) || range === null || (price >= range.low && price <= range.high)) return null;
  const usual = item.expected ?? item.last?.price ?? null;
  if (usual !== null) {
    const ratio = Math.log(price / usual);
    const slip = SLIPS.find((s) => Math.abs(ratio - Math.log(s)) < SLIP_WIDTH);
    if (slip !== undefined) return { kind: 'slip', likely: Math.round(price / slip) };
  }
  return price > range.high ? { kind: 'above', limit: range.high } : { kind: 'below', limit: range.low };
}
