/**
 * How restless a commodity is: how much the prices of its markets surprise today, in their own deviations,
 * beside the long run. On a day on which many markets surprise, one more surprise says less; on a calm day, more.
 */
export interface Unrest {
  /** Today's surprises, each bounded: sum, and number of markets. */
  sum: number;
  markets: number;
  /** Mean surprise of the days before, the newest weighing most, and in the long run. */
  before: number;
  usual: number;
}

/** Mean surprise before anything was seen. */
const PRIOR = 0.55;
/** Markets whose word weighs as much as the days before. */
const HALF_TRUST = 8;
/** Share by which the long run follows each day, and share of a day's unrest that lasts until the next. */
const SLOW = 0.02;
const LASTS = 0.6;
/** Markets without which a day says nothing. */
const FEWEST = 3;
/** One market counts at most this much: a few that collude cannot make a country restless. */
const MOST = 2;
const CALMEST = 0.8;
const WILDEST = 2.5;

export function createUnrest(): Unrest {
  return { sum: 0, markets: 0, before: PRIOR, usual: PRIOR };
}

/** @param days since the day that is closed */
export function closeDay(unrest: Unrest, days: number): void {
  let today = LASTS * unrest.before + (1 - LASTS) * unrest.usual;
  if (unrest.markets >= FEWEST) {
    const weight = unrest.markets + HALF_TRUST;
    const mean = (unrest.sum + HALF_TRUST * unrest.usual) / weight;
    today = (unrest.sum + HALF_TRUST * today) / weight;
    unrest.usual += SLOW * (Math.min(mean, 2 * unrest.usual) - unrest.usual);
  }
  unrest.before = unrest.usual + (today - unrest.usual) * LASTS ** (days - 1);
  unrest.sum = 0;
  unrest.markets = 0;
}

/**
 * Takes in how much one market's price of today surprised, in deviations.
 * @param counted what this market counts as so far; 0 when it is new
 * @returns what it counts as now, above 0
 */
export function stir(unrest: Unrest, surprise: number, counted: number): number {
  const bounded = Math.max(1e-9, Math.min(MOST, surprise));
  unrest.sum += bounded - counted;
  if (counted === 0) unrest.markets++;
  return bounded;
}

/**
 * Factor by which spreads are wider than usual today, 0.8–2.5.
 * @param own what the market itself counts as; left out
 * @param power of the ratio to the usual
 */
export function widening(unrest: Unrest, own: number, power: number): number {
  const { usual } = unrest;
  const prior = usual + LASTS * (unrest.before - usual);
  const markets = unrest.markets - (own > 0 ? 1 : 0);
  const mean = (unrest.sum - own + HALF_TRUST * prior) / (markets + HALF_TRUST);
  return Math.max(CALMEST, Math.min(WILDEST, (mean / usual) ** power));
}
