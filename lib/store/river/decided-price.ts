import type { Lane } from '@/lib/market/lane';
import type { Provenance } from '@/lib/market/provenance';
import type { DetectorResult } from '@/lib/market/verdict';

/** A further verdict about a stored price. */
export interface Decision {
  readonly observationId: number;
  /** ms since 1970; part of the observation's key. */
  readonly observedAt: number;
  /**
   * Position of the verdict that this one follows; it is the observation's own for the first. `null` when the
   * caller has made sure of it otherwise, with the head locked.
   */
  readonly follows: number | null;
  readonly to: Lane;
  /** Reason code. */
  readonly reason: string;
  readonly ruleVersion: string;
  readonly detectors: readonly DetectorResult[];
  readonly decidedBy: string;
}

/** A price whose next verdict is being written. */
export interface DecidedPrice extends Decision {
  readonly readingId: string;
  readonly marketId: number;
  readonly regionId: number;
  readonly commodityId: number;
  readonly price: number;
  readonly provenance: Provenance;
  readonly from: Lane;
  readonly impact: StoredImpact;
  /** The explanation as stored, JSON text. */
  readonly detail: string;
}

/** What was weighed when the price came; a later verdict keeps it. */
export interface StoredImpact {
  readonly priceChange: number | null;
  readonly impactScore: number;
  readonly dominantFactor: string;
  readonly factors: unknown;
}
