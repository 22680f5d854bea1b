/** The impact score of each market's newest price, in process; empty for what was not weighed since boot. */
export interface LastImpacts {
  get(commodityId: number, marketId: number): number | null;
  set(commodityId: number, marketId: number, score: number): void;
}

export function createLastImpacts(): LastImpacts {
  const scores = new Map<string, number>();
  const key = (commodityId: number, marketId: number) => `${commodityId}:${marketId}`;
  return {
    get: (commodityId, marketId) => scores.get(key(commodityId, marketId)) ?? null,
    set: (commodityId, marketId, score) => void scores.set(key(commodityId, marketId), score),
  };
}
