import { FACTORS, type Factor, type FactorWeights } from '@/lib/market/factor';

/** What each factor's part is worth, by size. */
export interface Shares {
  readonly dominantFactor: Factor;
  readonly factorsWithWeights: FactorWeights;
}

const UNEXPLAINED = FACTORS.indexOf('unexplained');

/** @param parts logs in the order of `FACTORS`, which add up to `change` */
export function sharesOf(parts: ArrayLike<number>, change: number): Shares {
  const shares = ofTenThousand(parts, change);
  return { dominantFactor: heaviestOf(shares), factorsWithWeights: asWeights(shares) };
}

const WHOLE = 10_000;

/** Sizes of the parts in whole ten-thousandths that add up to all; without a change nothing is explained. */
function ofTenThousand(parts: ArrayLike<number>, change: number): Float64Array {
  const shares = new Float64Array(parts.length);
  let total = 0;
  for (let f = 0; f < parts.length; f++) total += Math.abs(parts[f] as number);
  if (change === 0 || total === 0) {
    shares[UNEXPLAINED] = WHOLE;
    return shares;
  }
  let given = 0;
  let most = UNEXPLAINED;
  for (let f = 0; f < parts.length; f++) {
    const share = Math.round((WHOLE * Math.abs(parts[f] as number)) / total);
    shares[f] = share;
    given += share;
    if (share > (shares[most] as number)) most = f;
  }
  shares[most] = (shares[most] as number) + WHOLE - given;
  return shares;
}

function heaviestOf(shares: Float64Array): Factor {
  let most = UNEXPLAINED;
  for (let f = 0; f < shares.length; f++) if ((shares[f] as number) > (shares[most] as number)) most = f;
  return FACTORS[most] as Factor;
}

function asWeights(shares: Float64Array): FactorWeights {
  const of = (f: number) => (shares[f] as number) / WHOLE;
  return {
    weather: of(0),
    pests: of(1),
    distribution: of(2),
    logistics: of(3),
    oversupply: of(4),
    seasonal_harvest: of(5),
    national_demand: of(6),
    unexplained: of(7),
  };
}
