/** The other markets of an area, each with its latest daily mean of the last week: what boards average. */
export interface OtherMarkets {
  readonly markets: number;
  /** Sum of their means, Rp. */
  readonly total: number;
}

/** The market itself. */
export interface MarketDay {
  /** Accepted prices of the day, and their sum. */
  readonly prices: number;
  readonly total: number;
  /** Its latest daily mean of the week before; `null` without one. */
  readonly before: number | null;
}

export interface Effect {
  /** Relative change of the average, 0.05 = 5 % dearer; `null` when there is nothing to compare with. */
  readonly region: number | null;
  readonly nation: number | null;
}

/**
 * From these relative changes on two people have to agree. A province's mean of ten markets moves by 5 % when one
 * of them is off by half; the nation's of a hundred by 1 % when one is off by twice its price.
 */
export const TWO_PEOPLE = { region: 0.05, nation: 0.01 } as const;

/**
 * How far a decision moves the averages that people read.
 *
 * @param removed prices of this market that no longer count, Rp
 * @param added prices that count from now on
 */
export function effectOf(
  market: MarketDay,
  region: OtherMarkets,
  nation: OtherMarkets,
  removed: readonly number[],
  added: readonly number[],
): Effect {
  const sum = (prices: readonly number[]) => prices.reduce((a, b) => a + b, 0);
  const now = speaksFor(market);
  const then = speaksFor({
    prices: market.prices - removed.length + added.length,
    total: market.total - sum(removed) + sum(added),
    before: market.before,
  });
  return { region: change(region, now, then), nation: change(nation, now, then) };
}

export function needsTwo(effect: Effect): boolean {
  return (
    Math.abs(effect.region ?? 0) >= TWO_PEOPLE.region || Math.abs(effect.nation ?? 0) >= TWO_PEOPLE.nation
  );
}

/** The figure with which a market enters an average; `null` when it enters none. */
function speaksFor({ prices, total, before }: MarketDay): number | null {
  return prices > 0 ? total / prices : before;
}

function change(others: OtherMarkets, now: number | null, then: number | null): number | null {
  const from = mean(others, now);
  const to = mean(others, then);
  return from === null || to === null ? null : to / from - 1;
}

function mean({ markets, total }: OtherMarkets, own: number | null): number | null {
  const count = markets + (own === null ? 0 : 1);
  return count === 0 ? null : (total + (own ?? 0)) / count;
}
