/** Where a market entered the platform from. */
export type MarketOrigin = 'example' | 'registered' | 'imported' | 'simulated';

export interface Market {
  /** Small number used in hot tables; stable within one database. */
  readonly id: number;
  /** Public name, e.g. `PASAR-001`. */
  readonly code: string;
  readonly name: string;
  readonly city: string;
  readonly regionId: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly origin: MarketOrigin;
}
