import type { VolatilityClass } from '@/lib/market/commodity';
import tuned from './tuned.json' with { type: 'json' };

/** What is assumed of one class of commodities. Fractions of log changes unless said otherwise. */
export interface ClassWeights {
  /** Share of the nation's, and of the island's and province's further movement, that a market follows. */
  readonly nation: number;
  readonly island: number;
  readonly region: number;
  /** Share of the last surprise that is taken back on the next day. */
  readonly reversion: number;
  /** Added to every spread: the least daily surprise that is believed. */
  readonly floor: number;
  /** Usual steps that surprise nobody where a price stands still and then steps. */
  readonly steps: number;
  /** Mean absolute surprise and mean absolute real move before anything was seen of a market. */
  readonly prior: number;
  readonly priorMove: number;
  /** Mean absolute distance wandered from the peers in ten days, before anything was seen of a market. */
  readonly priorWander: number;
  /** Power of the day's unrest (the peers' mean surprise against the usual) by which spreads widen. */
  readonly unrest: number;
  /** Share by which the spread is wider while no peer has reported for the day. */
  readonly alone: number;
}

/** What the judge assumes before and beside what it has seen of a market. */
export interface Weights {
  readonly version: string;
  readonly classes: Readonly<Record<VolatilityClass, ClassWeights>>;
}

/** Chosen by `npm run bench -- judge-tune` from the national price panel, January 2022 – June 2023. */
export const WEIGHTS: Weights = tuned;
