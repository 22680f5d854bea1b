/** The published names of what moves a price. */
export const FACTORS = [
  'weather',
  'pests',
  'distribution',
  'logistics',
  'oversupply',
  'seasonal_harvest',
  'national_demand',
  'unexplained',
] as const;

export type Factor = (typeof FACTORS)[number];

/** Shares of a price change; each 0–1, together 1 (all of them on `unexplained` when nothing is proven). */
export type FactorWeights = Readonly<Record<Factor, number>>;

/** How much a price moves its market, and why. */
export interface Impact {
  /** Relative change against the last accepted price of this market and commodity; `null` for a first price. */
  readonly priceChange: number | null;
  /** 0–100; 50 is a usual move, 100 the largest that was seen. */
  readonly impactScore: number;
  readonly dominantFactor: Factor;
  readonly factorsWithWeights: FactorWeights;
  /** What answered: the first form, or the number of the model that was learnt. */
  readonly model: string;
  /** What a learnt model was told beside market, day and price; with them it gives the same impact again. */
  readonly inputs?: readonly number[];
}
