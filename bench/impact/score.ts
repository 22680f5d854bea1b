import { explainWeeks, type WeeksExplained } from '@/lib/impact/explain-weeks';
import { knownCauses } from '@/lib/impact/known-causes';
import { heaviest, publishedWeights } from '@/lib/impact/publish';
import type { Block } from '@/lib/market/block';
import { FACTORS, type Factor, type FactorWeights } from '@/lib/market/factor';
import { type Cause, type KnownMarket, knownMarket } from './market';

/** Moves below this are no shock. */
export const SHOCK = 0.08;
const WITHIN = 0.1;

/** The shocks of one simulated market, as the shares of them that were explained rightly. */
export interface Scored {
  readonly cause: Cause;
  readonly shocks: number;
  readonly dominant: number;
  readonly shares: number;
  readonly proven: readonly string[];
}

export function scoreMarket(seed: number, cause: Cause): Scored {
  const market = knownMarket(seed, cause);
  const { model, last } = explain(market, market);
  let shocks = 0;
  let dominant = 0;
  let shares = 0;
  last.forEach((explained, m) => {
    const truth = market.truth[m];
    if (explained === null || truth === undefined || Math.abs(explained.change) < SHOCK) return;
    const right = isRight(publishedWeights(model, explained), truth);
    shocks++;
    if (right.dominant) dominant++;
    if (right.shares) shares++;
  });
  return { cause, shocks, dominant, shares, proven: model.proven };
}

/** Whether what was said of a shock is so. @param truth log parts by published name */
export function isRight(
  said: FactorWeights,
  truth: Readonly<Record<Factor, number>>,
): { readonly dominant: boolean; readonly shares: boolean } {
  const right = trueShares(truth);
  return {
    dominant: heaviest(said) === heaviest(right),
    shares: FACTORS.every((f) => Math.abs(said[f] - right[f]) <= WITHIN),
  };
}

const ELSEWHERE: readonly Block[] = ['weather', 'fuel', 'currency', 'events'];

/** How often a block passes for proven when its figures belong to another market, and so mean nothing. */
export function falseProofs(seed: number, markets: number): { proven: number; offered: number } {
  let proven = 0;
  for (let i = 0; i < markets; i++) {
    const { model } = explain(knownMarket(seed + i, 'nation'), knownMarket(seed + markets + i, 'nation'));
    proven += model.proven.filter((b) => ELSEWHERE.includes(b)).length;
  }
  return { proven, offered: ELSEWHERE.length * markets };
}

function explain(market: KnownMarket, told: KnownMarket): WeeksExplained {
  return explainWeeks({
    places: market.places,
    logs: market.logs,
    known: (region, week) => knownCauses(told.world, region, told.days[week] as number),
  });
}

function trueShares(parts: Readonly<Record<Factor, number>>): Record<Factor, number> {
  const total = FACTORS.reduce((sum, f) => sum + Math.abs(parts[f]), 0);
  return Object.fromEntries(FACTORS.map((f) => [f, Math.abs(parts[f]) / total])) as Record<Factor, number>;
}
