/** How strongly a commodity's price usually moves; sets floors under every estimate of spread. */
export type VolatilityClass = 'low' | 'medium' | 'high';

/** Usual size of a day's move by class: standard deviation of log changes in the national panel 2022–2023. */
export const CLASS_SPREAD: Readonly<Record<VolatilityClass, number>> = {
  low: 0.008,
  medium: 0.015,
  high: 0.035,
};

/** The unit in which a price is kept: Rp per kilogram or Rp per litre. */
export type BaseUnit = 'kg' | 'l';

export interface Commodity {
  /** Small number used in hot tables; stable within one database. */
  readonly id: number;
  /** Public name in addresses and files, e.g. `beras-medium`. */
  readonly code: string;
  readonly nameId: string;
  readonly nameEn: string;
  readonly unit: BaseUnit;
  /** Name used by the national price panel, if it has one. */
  readonly panelName: string | null;
  readonly volatility: VolatilityClass;
  /** A level seen lately, Rp per unit; only a prior for what was never observed. */
  readonly typicalPrice: number | null;
  /** Bought by a family of four in a month, in `unit`; rough. */
  readonly householdPerMonth: number | null;
}
