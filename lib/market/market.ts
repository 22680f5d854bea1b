/** Where a market entered the platform from. */
export type MarketOrigin = 'example' | 'registered' | 'imported' | 'simulated';

/** What is said of a market when it is registered. */
export interface MarketFacts {
  /** Public name, e.g. `PASAR-001`. */
  readonly code: string;
  readonly name: string;
  readonly city: string;
  readonly regionId: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly origin: MarketOrigin;
}

export interface Market extends MarketFacts {
  /** Small number used in hot tables; stable within one database. */
  readonly id: number;
  /** ISO date of the first day, by its own clock, on which it does not trade for good; `null` while it trades. */
  readonly closedOn: string | null;
  readonly closedReason: string | null;
}
