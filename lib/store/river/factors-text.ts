import type { FactorWeights } from '@/lib/market/factor';

const before = new WeakMap<FactorWeights, string>();

/** The weights as they are stored. Most prices share one object of them, so its text is kept. */
export function factorsText(weights: FactorWeights): string {
  const known = before.get(weights);
  if (known !== undefined) return known;
  const text = JSON.stringify(weights);
  before.set(weights, text);
  return text;
}
