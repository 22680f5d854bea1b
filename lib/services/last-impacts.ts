/** The impact score of each market's newest price, in process; empty for what was not weighed since boot. */
export interface LastImpacts {
  get(commodityId: number, marketId: number): number | null;
  set(commodityId: number, marketId: number, score: number): void;
  /** How often a score was set. */
  changes(): number;
}

export function createLastImpacts(): LastImpacts {
  const scores = new Map<string, number>();
  let changes = 0;
  const key = (commodityId: number, marketId: number) => `${commodityId}:${marketId}`;
  return {
    get: (commodityId, marketId) => scores.get(key(commodityId, marketId)) ?? null,
    set(commodityId, marketId, score) {
      scores.set(key(commodityId, marketId), score);
      changes += 1;
    },
    changes: () => changes,
  };
}
