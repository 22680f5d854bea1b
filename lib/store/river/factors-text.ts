import { FACTORS, type Factor, type FactorWeights } from '@/lib/market/factor';

const before = new WeakMap<FactorWeights, string>();

/**
 * The weights as they are stored: those above 0, as JSON text. Most prices have one such weight and share one
 * object of them, so its text is kept.
 */
export function factorsText(weights: FactorWeights): string {
  const known = before.get(weights);
  if (known !== undefined) return known;
  const text = JSON.stringify(
    Object.fromEntries(FACTORS.flatMap((f) => (weights[f] > 0 ? [[f, weights[f]]] : []))),
  );
  before.set(weights, text);
  return text;
}

/** All weights of a stored value. Rows may also name those that are 0. @param stored what `factorsText` wrote, parsed */
export function readFactors(stored: unknown): FactorWeights {
  const weights = stored as Partial<FactorWeights>;
  return Object.fromEntries(FACTORS.map((f) => [f, weights[f] ?? 0])) as Record<Factor, number>;
}
