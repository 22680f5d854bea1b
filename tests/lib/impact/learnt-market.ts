import { type LearntMarket, learnMarket } from '@/bench/impact/learn-market';
import { type Cause, knownMarket } from '@/bench/impact/market';
import type { World } from '@/lib/impact/known-causes';

/** A simulated market with one cause at work, as the live door sees it. */
export function learntMarket(seed: number, cause: Cause, world?: World): LearntMarket {
  return learnMarket(knownMarket(seed, cause), world);
}
