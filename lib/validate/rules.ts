import model from './doubt.json' with { type: 'json' };
import tuned from './tuned.json' with { type: 'json' };

/** Thresholds of the judge. Stored verdicts name their version. */
export interface JudgeRules {
  readonly ruleVersion: string;
  /** `z_score` speaks from this many robust deviations of the market's own moves. */
  readonly zLimit: number;
  /** `iqr` speaks outside the quartiles by this many interquartile ranges. */
  readonly iqrFactor: number;
  /** Own changes needed before `z_score` and `iqr` may speak. */
  readonly minimumChanges: number;
  /** `neighbours`: deviations beyond what market and peers explain, from which a price waits. */
  readonly provisional: number;
  /** The same, from which it is quarantined. */
  readonly quarantine: number;
  /** `drift`: deviations wandered from the peers in ten days, from which a price waits or is quarantined. */
  readonly driftProvisional: number;
  readonly driftQuarantine: number;
  /** Deviations from which a market's own later reports are not enough to release a price. */
  readonly contradicted: number;
  /** What a drift must exceed in the end, in its quarantine limits, to be contradicted. */
  readonly demotion: number;
  /** `doubt`: how likely a held price must be a lie not to be let in when its time is over. */
  readonly doubt: number;
  /** `multi_source`: deviations of a first price from the level that others imply. */
  readonly levelProvisional: number;
  readonly levelQuarantine: number;
  /** Whether `ai` decides which of the prices that `neighbours` doubts are quarantined. */
  readonly ai: boolean;
}

export const DEFAULT_RULES: JudgeRules = {
  ruleVersion: `4/${tuned.version}`,
  zLimit: 3,
  iqrFactor: 1.5,
  minimumChanges: 7,
  ...tuned.limits,
  contradicted: 12,
  demotion: 1.2,
  doubt: model.limit,
  levelProvisional: 3,
  levelQuarantine: 4,
  ai: false,
};
