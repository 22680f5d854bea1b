/** Thresholds of the judge. Stored verdicts name their version. */
export interface JudgeRules {
  readonly ruleVersion: string;
  /** `z_score` votes from this many robust deviations. */
  readonly zLimit: number;
  /** `iqr` votes outside the quartiles by this many interquartile ranges. */
  readonly iqrFactor: number;
  /** `multi_source` votes from this many deviations against what other markets imply. */
  readonly sourceLimit: number;
  /** Votes that quarantine together. */
  readonly votesToQuarantine: number;
  /** Own changes needed before `z_score` and `iqr` may vote. */
  readonly minimumChanges: number;
}

export const DEFAULT_RULES: JudgeRules = {
  ruleVersion: '1',
  zLimit: 3,
  iqrFactor: 1.5,
  sourceLimit: 5,
  votesToQuarantine: 2,
  minimumChanges: 7,
};
