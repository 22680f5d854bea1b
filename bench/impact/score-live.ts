import { weighWeek } from '@/lib/impact/weigh-week';
import { learnMarket } from './learn-market';
import { type Cause, knownMarket } from './market';
import { isRight, type Scored, SHOCK } from './score';

/** The same shocks, weighed price by price as the live door does it. */
export function scoreLive(seed: number, cause: Cause): Scored {
  const market = knownMarket(seed, cause);
  const { live, day, markets } = learnMarket(market);
  let shocks = 0;
  let dominant = 0;
  let shares = 0;
  markets.forEach(([marketId, price], m) => {
    const truth = market.truth[m];
    const weighed = weighWeek(live, { marketId, price, day, volatility: 'high' });
    if (weighed === null || truth === undefined || Math.abs(weighed.change) < SHOCK) return;
    const right = isRight(weighed.factorsWithWeights, truth);
    shocks++;
    if (right.dominant) dominant++;
    if (right.shares) shares++;
  });
  return { cause, shocks, dominant, shares, proven: live.model.proven };
}
