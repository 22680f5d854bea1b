import type { Commodity } from '@/lib/market/commodity';
import type { Region } from '@/lib/market/region';

/** Mean retail price of one commodity in one province, month by month from `firstMonth` on, Rp. */
export interface MonthlyMeans {
  readonly commodityId: number;
  readonly regionId: number;
  /** Month of the first figure, counted from the year 0: `year * 12 + month − 1`. */
  readonly firstMonth: number;
  /** `NaN` where no figure is known. */
  readonly prices: readonly number[];
}

/** How a commodity moves; sizes of daily moves of province means as fractions (0.02 = 2 %). */
export interface PriceBehaviour {
  readonly commodityId: number;
  readonly medianMove: number;
  readonly p95Move: number;
  readonly p995Move: number;
  readonly unchangedDays: number;
  /** Coefficient of variation between provinces. */
  readonly spread: number;
}

/** Where invented markets of a province may stand; without a point, around its label point. */
export interface Place {
  readonly regionId: number;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Degrees around the point that are land. */
  readonly reachDegrees: number;
  /** Markets in proportion to other provinces. */
  readonly weight: number;
}

/** A feast as a day number (days since 1970-01-01). */
export interface Feast {
  readonly name: string;
  readonly day: number;
}

/** Every figure that the simulated country is drawn from. */
export interface SimulationData {
  readonly regions: readonly Region[];
  readonly commodities: readonly Commodity[];
  readonly monthlyMeans: readonly MonthlyMeans[];
  readonly behaviour: readonly PriceBehaviour[];
  readonly calendar: readonly Feast[];
  readonly places: readonly Place[];
}
