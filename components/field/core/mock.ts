import type { FieldItem } from '@/lib/live/field';

/** Made-up prices for a demonstration: near what is expected, in steps of Rp 100. */
export function mockPrice(item: FieldItem, random: number): number | null {
  const middle = item.expected ?? item.last?.price ?? null;
  if (middle === null) return null;
  const price = Math.max(100, Math.round((middle * (0.99 + random * 0.02)) / 100) * 100);
  const range = item.accepted_range;
  return range === null ? price : Math.min(Math.max(price, range.low), range.high);
}
