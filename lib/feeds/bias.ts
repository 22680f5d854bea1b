/** A source's price and ours of the same place, commodity and day. */
export interface PricePair {
  readonly day: number;
  /** Rp per base unit, both. */
  readonly theirs: number;
  readonly ours: number;
}

/** How far a source usually lies from us, in natural logarithms: +0.1 is about 10 % above. */
export interface Bias {
  readonly gap: number;
  /** Half of the weight of all gaps lies within this distance of `gap`. */
  readonly spread: number;
  readonly count: number;
  /** Days count half after each half-life, so this falls when a source falls silent. */
  readonly weight: number;
}

/** What was compared two weeks ago counts half. */
export const BIAS_HALF_LIFE_DAYS = 14;
/** A bias of so much weight is believed by half; a single day moves a price little. */
const HALF_BELIEVED = 5;

/** The weighted median of the gaps and their weighted median distance from it; `null` without a pair. */
export function biasOf(pairs: readonly PricePair[], today: number): Bias | null {
  const gaps = pairs
    .filter(({ theirs, ours }) => theirs > 0 && ours > 0)
    .map(({ day, theirs, ours }) => ({
      value: Math.log(theirs / ours),
      weight: 0.5 ** (Math.max(0, today - day) / BIAS_HALF_LIFE_DAYS),
    }));
  const gap = weightedMedian(gaps);
  if (gap === null) return null;
  const spread = weightedMedian(gaps.map(({ value, weight }) => ({ value: Math.abs(value - gap), weight })));
  return { gap, spread: spread ?? 0, count: gaps.length, weight: gaps.reduce((sum, g) => sum + g.weight, 0) };
}

/** The source's price with its bias taken off, as far as the bias is believed. Rp, at least 1. */
export function withoutBias(price: number, bias: Bias | null): number {
  if (bias === null) return price;
  const belief = bias.weight / (bias.weight + HALF_BELIEVED);
  return Math.max(1, Math.round(price * Math.exp(-bias.gap * belief)));
}

function weightedMedian(
  items: readonly { readonly value: number; readonly weight: number }[],
): number | null {
  const sorted = [...items].sort((a, b) => a.value - b.value);
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let passed = 0;
  for (const { value, weight } of sorted) {
    passed += weight;
    if (passed >= half) return value;
  }
  return sorted.at(-1)?.value ?? null;
}
